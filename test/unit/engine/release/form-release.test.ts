import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { formatDigestReference } from '../../../../domain/image.ts';
import { fetchRelease } from '../../../../engine/release/fetch-release.ts';
import { formRelease } from '../../../../engine/release/form-release.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';

const repository = 'europe-docker.pkg.dev/project/services/api';
const commit = parseCommitSha('c'.repeat(40));
const image = { name: 'api', reference: { repository, digest: digestOf('image') } };
const used = formatDigestReference(image.reference);

const deployment = (changes = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: dev}
spec:
  replicas: 2
  template: {spec: {containers: [{name: api, image: "${used}"${changes}}]}}
`;
const service = 'kind: Service\napiVersion: v1\nmetadata: {namespace: dev, name: api}\nspec: {ports: [{port: 80}]}\n';

let registry: MemoryRegistry;
beforeEach(() => {
  registry = new MemoryRegistry();
});
const form = (rendered: Readonly<Record<string, string>>) =>
  formRelease(
    { service: 'api', commit, image, overlays: Object.fromEntries(Object.keys(rendered).map((tier) => [tier, tier])) },
    { registry, renderer: { render: async (directory) => rendered[directory] ?? '' } },
  );

describe('a release', () => {
  it('keeps the digest that earlier versions of Sluice gave the same content', async () => {
    const { digest } = await form({ dev: `${service}---\n${deployment()}`, staging: deployment() });
    expect(digest).toMatchInlineSnapshot(`"sha256:83e16e55206f88b5ad44868b3f876165baa77325cc2afebb378fd6deab72c5ad"`);
  });

  it('is the same, whatever the order of its documents, keys and tiers, and however they are written', async () => {
    const one = await form({ dev: `${service}---\n${deployment()}`, staging: deployment() });
    const other = await form({ staging: `# a note\n---\n${deployment()}`, dev: `${deployment()}---\n${service}---\n` });
    expect(other).toEqual(one);
  });

  it('is another one for another value anywhere', async () => {
    const one = await form({ dev: deployment(), staging: deployment() });
    registry = new MemoryRegistry();
    const other = await form({ dev: deployment(), staging: deployment(', workingDir: /app') });
    expect(other.digest).not.toBe(one.digest);
  });

  it('is refused where its tag names another one, and nothing is written then', async () => {
    const { digest } = await form({ dev: deployment() });
    for (const name of [`release-${digest.slice('sha256:'.length)}`, `release-api-${commit}`]) {
      registry = new MemoryRegistry();
      const other = registry.addImage(repository, 'other', name);
      await expect(form({ dev: deployment() })).rejects.toMatchObject({
        reason: 'tag-taken',
        message: expect.stringContaining(`:${name} names ${other}, and only ${digest}`),
      });
      expect([...registry.manifests.keys()]).toEqual([`${repository}@${other}`]);
      expect(registry.tags.size).toBe(1);
    }
  });

  it('is refused where somebody else writes its tag in between', async () => {
    const other = digestOf('other');
    registry.tag = async () => other;
    await expect(form({ dev: deployment() })).rejects.toMatchObject({ reason: 'tag-taken' });
  });

  it('is found again by tier, byte for byte, and anchored by a tag', async () => {
    const reference = await form({ dev: `${deployment()}---\n${service}`, staging: deployment() });
    const fetched = await fetchRelease(registry, reference, 'dev');
    expect(fetched).toMatchObject({ release: reference.digest, image: image.reference, service: 'api' });
    expect(fetched.manifests).toMatchInlineSnapshot(`
"apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: dev
spec:
  replicas: 2
  template:
    spec:
      containers:
        - image: europe-docker.pkg.dev/project/services/api@sha256:6105d6cc76af400325e94d588ce511be5bfdbb73b437dc51eca43917d7a43e3d
          name: api
---
apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: dev
spec:
  ports:
    - port: 80
"
`);
    expect([...registry.tags]).toEqual([
      [`${repository}:release-${reference.digest.slice(7)}`, reference.digest],
      [`${repository}:release-api-${commit}`, reference.digest],
    ]);
  });

  it('holds what YAML 1.1 would change: numbers, booleans, dates and large integers as they were', async () => {
    const config = `apiVersion: v1
kind: ConfigMap
metadata: {name: c, annotations: {date: 2024-01-01, big: "12345678901234567890"}}
data: {"on": "yes", octal: "0644", hex: "0X1F", time: "12:30", port: 2222:22, empty: ""}
limits: {big: 12345678901234567890, float: 1.5, mode: 0644}
`;
    const reference = await form({ dev: `${deployment()}---\n${config}` });
    const { manifests } = await fetchRelease(registry, reference, 'dev');
    expect(manifests.slice(manifests.indexOf('---\napiVersion: v1'))).toMatchInlineSnapshot(`
"---
apiVersion: v1
data:
  empty: ""
  hex: "0X1F"
  octal: "0644"
  "on": "yes"
  port: "2222:22"
  time: "12:30"
kind: ConfigMap
limits:
  big: 12345678901234567890
  float: 1.5
  mode: 420
metadata:
  annotations:
    big: "12345678901234567890"
    date: "2024-01-01"
  name: c
"
`);
  });

  it('is refused with everything that is wrong with it, in all tiers', async () => {
    const objects = [
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: dev}\n',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all}\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: sluice-evidence-api}\n',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: hunter2}\n',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: tls}\ndata: {key: aHVudGVyMg==}\n',
      deployment().replace(used, 'nginx:1.27'),
    ].join('---\n');
    await expect(form({ dev: objects, staging: `${service}---\n${service}` })).rejects.toThrow(
      new RegExp(
        [
          'Namespace "dev" belongs to the cluster',
          'ClusterRole "all" belongs to the cluster',
          'ConfigMap "sluice-evidence-api" is what Sluice keeps itself',
          'Secret "db" has values, and everybody reads a release',
          'Secret "tls" has values, and everybody reads a release',
          'Deployment "api" in "dev" runs "nginx:1.27", which is a name that can be moved',
          'No container runs the image "api"',
          'Service "api" in "dev" \\(v1\\) is there more than once',
          'No container runs the image "api"',
        ].join('[^]*'),
      ),
    );
    expect(registry.manifests.size).toBe(0);
  });

  it('is not formed of text that is no YAML, and of documents that are no objects', async () => {
    await expect(form({ dev: 'a: [' })).rejects.toThrow(/no YAML/);
    await expect(form({ dev: 'kind: Service\n' })).rejects.toThrow(/names no object/);
    await expect(form({ dev: '- a\n' })).rejects.toThrow(/names no object: .*\["a"\]/);
  });
});

describe('fetching a release', () => {
  it('refuses an image, a tier that it lacks, and a release of another repository', async () => {
    const reference = await form({ dev: deployment() });
    const digest = registry.addImage(repository, '{"artifactType":"application/x"}');
    await expect(fetchRelease(registry, { repository, digest }, 'dev')).rejects.toThrow(
      /is no release.*"application\/x"/,
    );
    await expect(fetchRelease(registry, reference, 'production')).rejects.toThrow(
      /no manifests for the tier "production"; it has: dev/,
    );
    const plain = registry.addImage(repository, 'text');
    await expect(fetchRelease(registry, { repository, digest: plain }, 'dev')).rejects.toThrow(
      /its manifest is no JSON/,
    );
    const stored = registry.manifests.get(formatDigestReference(reference));
    if (stored === undefined) throw new Error('no release');
    registry.manifests.set(`r.example/other@${reference.digest}`, stored);
    await expect(
      fetchRelease(registry, { repository: 'r.example/other', digest: reference.digest }, 'dev'),
    ).rejects.toThrow(/an image of another repository/);
  });
});
