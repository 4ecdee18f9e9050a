import { describe, expect, it } from '@jest/globals';
import { askedReading } from '../../../../cli/rollout/asked-reading.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { Refusal, type Resource } from '../../../../engine/rollout/cluster.ts';
import { deployment, job } from '../../engine/rollout/manifests/people.ts';

const CHOICES = { clusterScoped: 'refuse', otherNamespaces: 'leave-out', requireDigests: false } as const;

function world(resolve: (name: string) => Promise<ReturnType<typeof digestOf> | undefined>) {
  const asked: string[] = [];
  const log: string[] = [];
  return {
    asked,
    log,
    ports: {
      cluster: {
        async resourceOf(apiVersion: string, kind: string): Promise<Resource | undefined> {
          asked.push(kind);
          if (kind === 'Hidden') throw new Refusal(403, 'Forbidden', 'no');
          return kind === 'Issuer'
            ? { plural: 'issuers', scope: apiVersion === 'v/1' ? 'Cluster' : 'Namespaced' }
            : undefined;
        },
      },
      registry: {
        resolve: (repository: string, tag: string) => {
          asked.push(`${repository}:${tag}`);
          return resolve(repository);
        },
      },
      log: { info: (line: string) => void log.push(line) },
    },
  };
}
const withTag = (text: string, image: string): string => text.replace(/registry\.example\/app@sha256:[0-9a-f]+/, image);
const custom = (apiVersion: string, kind: string): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\n`;

describe('what is asked before manifests are read', () => {
  it('is each tag once, of what is rolled out only', async () => {
    const { asked, log, ports } = world(async (name) => digestOf(name));
    const text =
      withTag(deployment(), 'nginx:1.25') +
      withTag(job('a: b'), 'nginx:1.25') +
      withTag(job('helm.sh/hook: test', 'test'), 'busybox') +
      `---\n${withTag(deployment('', 'name: other, namespace: tools'), 'redis')}`;
    const { images } = await askedReading(text, 'shop', CHOICES, ports);
    expect(asked).toEqual(['docker.io/library/nginx:1.25']);
    expect(log).toEqual([`Image nginx:1.25 is docker.io/library/nginx@${digestOf('docker.io/library/nginx')} now.`]);
    expect([...(images?.keys() ?? [])]).toEqual(['nginx:1.25']);
  });

  it('is no registry where digests are demanded', async () => {
    const { asked, ports } = world(async () => undefined);
    const { images } = await askedReading(
      withTag(deployment(), 'nginx'),
      'shop',
      { ...CHOICES, requireDigests: true },
      ports,
    );
    expect({ asked, images }).toEqual({ asked: [], images: undefined });
  });

  it.each([
    [
      'there is none',
      async () => undefined,
      /^Its registry has no docker\.io\/library\/nginx:latest\. Correct the name/,
    ],
    [
      'it cannot be asked',
      () => Promise.reject(new Error('It was answered 401.')),
      /could not be asked: It was answered 401\. Log in to docker\.io .*pull secrets.*docker\.io\/library\/nginx@sha256.*imageID/,
    ],
  ])('an image is not resolved where %s', async (_, resolve, sentence) => {
    const { images } = await askedReading(withTag(deployment(), 'nginx'), 'shop', CHOICES, world(resolve).ports);
    expect(images?.get('nginx')).toEqual({ kind: 'unresolved', sentence: expect.stringMatching(sentence) });
  });

  it('is where objects of kinds lie that Kubernetes does not bring, each kind once', async () => {
    const { asked, ports } = world(async () => undefined);
    const text = `${deployment()}${custom('v/1', 'Issuer')}${custom('v/2', 'Issuer')}${custom('v/2', 'Issuer')}${custom('v/1', 'Nothing')}${custom('v/1', 'Hidden')}`;
    const { scopes } = await askedReading(text, 'shop', CHOICES, ports);
    expect(asked).toEqual(['Issuer', 'Issuer', 'Nothing', 'Hidden']);
    expect([...scopes]).toEqual([
      ['v/1/Issuer', 'Cluster'],
      ['v/2/Issuer', 'Namespaced'],
      ['v/1/Nothing', 'none'],
    ]);
  });
});
