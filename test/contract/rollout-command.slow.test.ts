import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandWorld, image, manifest, NAMESPACE } from './command-world.ts';

const QUICK = ['--stable-for', '1', '--timeout', '30', '--rollback-timeout', '30'];
const WATCH = QUICK.slice(0, 4);

let world: CommandWorld;
beforeAll(async () => {
  world = await CommandWorld.start();
});
afterAll(() => world.close());

const liveImage = () => {
  const live = world.store.get({ group: 'apps', resource: 'deployments' }, NAMESPACE, 'api');
  return /"image":"([^"]+)"/.exec(JSON.stringify(live) ?? '')?.[1];
};
/** What only a client writes; a controller's status goes on by itself. */
const written = () =>
  [...world.store.list({ group: 'apps', resource: 'deployments' })]
    .map(({ metadata }) => `${metadata.name} ${metadata.generation} ${metadata.annotations?.['sluice.dev/run']}`)
    .join();
const apply = async (name: string, ...more: string[]) =>
  world.run(['apply', '-f', await world.file(`${name}.yaml`, manifest(name)), ...QUICK, ...more]);

describe('sluice rollout, on a cluster and without GitHub', () => {
  it('applies manifests, and says that they run', async () => {
    const { code, out, err } = await apply('good');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/✓ complete: Deployment "api" in namespace "shop" runs the release: 2 of 2 new pods ready/);
    expect(liveImage()).toBe(image('good'));
  });

  it('watches what runs, and writes nothing', async () => {
    const before = written();
    const { code, out } = await world.run(['watch', 'deploy/api', ...WATCH]);
    expect(code).toBe(0);
    expect(out).toContain('✓ complete: Deployment "api"');
    expect(written()).toBe(before);
  });

  it('explains a failure, returns to the last good state, and shows no secret', async () => {
    const { code, out } = await apply('crash');
    expect(code).toBe(1);
    expect(out).toMatch(/✗ rolled-back \(crash-loop\): .*exit code 3.*It said: "no database".*runs again\./);
    expect(out).toContain('Do this: ');
    expect(out).not.toContain('hunter2');
    expect(out.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
    expect(liveImage()).toBe(image('good'));
  });

  it('answers programs with one object, and tells progress beside it', async () => {
    const { code, out, err } = await apply('better', '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      command: 'apply',
      service: 'api',
      outcome: 'complete',
      image: image('better'),
    });
    expect(err).toContain('new pods ready');
  });

  it('tells what was rolled out, and what a rollback would return to', async () => {
    const history = await world.run(['history', 'api', '-o', 'json']);
    expect(JSON.parse(history.out)).toMatchObject({
      states: [
        { state: 'good', images: [image('better')], 'runs now': true },
        { state: 'failed', images: [image('crash')] },
        { state: 'good', images: [image('good')], 'runs now': false },
      ],
    });
    const { code, out } = await world.run(['rollback', 'api', '--list']);
    expect(code).toBe(0);
    expect(out).toMatch(/^→ {2}good +sha256:/m);
    expect(out).not.toContain(image('better'));
    expect(liveImage()).toBe(image('better'));
  });

  it('rolls back to the last good state, and to one that is named', async () => {
    const first = await world.run(['rollback', 'deployment/api', ...WATCH]);
    expect(first.code).toBe(0);
    expect(liveImage()).toBe(image('good'));
    const { states } = JSON.parse((await world.run(['history', 'api', '-o', 'json'])).out);
    const failed = states.find(({ state }: { state: string }) => state === 'failed').digest;
    const refused = await world.run(['rollback', 'api', '--to', failed, ...WATCH]);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('only what was good can be returned to');
    expect(liveImage()).toBe(image('good'));
  });

  it('is gone after a Ctrl-C, and says what is left', async () => {
    let interrupted = false;
    const { code, out } = await world.run(
      ['apply', '-f', await world.file('slow.yaml', manifest('slow')), '--no-rollback'],
      (child, line) => {
        if (interrupted || !line.includes('0 of 2 new pods ready')) return;
        interrupted = true;
        child.kill('SIGINT');
      },
    );
    // Whoever is not gone after 4.5 s is ended without this sentence.
    expect(code).toBe(130);
    expect(out).toMatch(/✗ cancelled: Cancelled while Deployment "api".*Run the rollout again, or roll back\./);
  });

  it('shows a failure to one who only looks, and leaves it as it is', async () => {
    const before = liveImage();
    const { code, out } = await world.run(['watch', 'deployment/api', '--stable-for', '1', '--timeout', '1']);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ timeout \(deadline\)/);
    expect(liveImage()).toBe(before);
  });
});

describe('what cannot be done', () => {
  const told = async (args: readonly string[]) => {
    const before = written();
    const { code, out, err } = await world.run(args);
    expect(written()).toBe(before);
    expect(err).not.toMatch(/^\s+at /m);
    return { code, said: out + err };
  };
  const given = async (name: string, text: string) => ['apply', '-f', await world.file(name, text), ...QUICK];

  it('is refused with file and line for an image by tag, where digests are demanded', async () => {
    const manifests = await given('tag.yaml', manifest('x', 'registry.example/app/good:latest'));
    const { code, said } = await told([...manifests, '--require-digests']);
    expect(code).toBe(1);
    expect(said).toMatch(/tag\.yaml:12 Deployment\/api.*image = .*A tag can be moved/);
  });

  it('is refused for a manifest that is none, and for two workloads with one name, both at once', async () => {
    const { code, said } = await told(
      await given('two.yaml', `${manifest('good')}---\n${manifest('better')}---\nhello\n`),
    );
    expect(code).toBe(1);
    expect(said).toMatch(/cannot be used: 2 problems/);
    expect(said).toMatch(/Wanted an object with apiVersion, kind and metadata.name/);
    expect(said).toMatch(/each needs its own/);
  });

  it.each([
    ['a missing file', ['apply', '-f', 'nowhere.yaml'], /There is no file or directory "nowhere.yaml"/],
    [
      'a missing kubeconfig',
      ['watch', 'deploy/api', '--kubeconfig', 'nowhere'],
      /The kubeconfig nowhere cannot be read/,
    ],
    ['an unknown context', ['watch', 'deploy/api', '--context', 'prod'], /no context "prod"; it has "rehearsal"/],
    ['an unknown namespace', ['history', 'api', '-n', 'shpo'], /no namespace "shpo".*--namespace/],
    ['an unknown workload', ['watch', 'sts/api'], /There is no StatefulSet "api" in namespace "shop"/],
    ['a service without history', ['rollback', 'web'], /nothing to return to/],
  ])('%s', async (_, args, says) => {
    const { code, said } = await told(args);
    expect(code).toBe(1);
    expect(said).toMatch(says);
  });

  it('an expired token', async () => {
    const text = (await readFile(world.kubeconfig, 'utf8')).replace('token-of-mina', 'token-of-yesterday');
    const { code, said } = await told(['history', 'api', '--kubeconfig', await world.file('expired', text)]);
    expect(code).toBe(1);
    expect(said).toMatch(/does not accept our credentials.*get new ones/);
  });

  it('an unknown strategy or option is refused before the cluster is asked', async () => {
    const { code, said } = await told(['apply', '--strategy', 'yolo', '--colour', 'blue', '--timeout', 'soon']);
    expect(code).toBe(2);
    expect(said.trim().split('\n')).toEqual([
      expect.stringContaining('has no option --colour'),
      expect.stringContaining('--strategy: "yolo" is no word for it: wanted one of rolling, blue-green, canary.'),
      expect.stringContaining('--timeout: "soon" is no time: wanted one such as 90, 90s or 5m.'),
      expect.stringContaining('does not take "blue"'),
      expect.stringContaining('wants manifests'),
    ]);
  });

  it('--help tells the exit codes', async () => {
    const { code, said } = await told(['--help']);
    expect(code).toBe(0);
    expect(said).toMatch(/Exit codes: 0 complete, superseded or skipped/);
  });
});
