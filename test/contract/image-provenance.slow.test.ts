import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { imageTag } from '../../actions/image-tag/contract.ts';
import type { Digest } from '../../domain/digest.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DEPLOY = '.github/workflows/deploy.yml';
let world: DeliveryWorld;
beforeAll(async () => {
  world = await deliveryWorld();
  git('init', '--quiet');
});
afterAll(() => world.close());

const git = (...parameters: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Mina', '-c', 'user.email=mina@example.com', ...parameters], {
    cwd: world.machine.workspace,
    encoding: 'utf8',
  }).trim();

/** A push of these files, and nothing else, to a branch of the repository on GitHub. */
function push(branch: string, files: Readonly<Record<string, string>>): string {
  git('checkout', '--quiet', '-B', branch);
  git('rm', '-rfq', '--ignore-unmatch', '.');
  for (const [path, text] of Object.entries(files)) {
    const file = join(world.machine.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', `to ${branch}`);
  git('push', '--quiet', '--force', world.github.repository.gitDirectory, `HEAD:refs/heads/${branch}`);
  return git('rev-parse', 'HEAD');
}

const image = (text: string, path = 'project/api'): Digest =>
  world.storage.putManifest(path, MANIFEST, Buffer.from(`{"mediaType":"${MANIFEST}","x":"${text}"}`));

interface Build {
  readonly branch: string;
  readonly sha: string;
  readonly run: number;
  readonly file?: string;
  readonly event?: string;
  /** How the step that tags ended; GitHub knows only after it. */
  readonly tagged?: 'success' | 'failure';
}

/** GitHub has a run of this push, and its build job. */
function begun({ branch, sha, run, file = DEPLOY, event = 'push', tagged }: Build): void {
  const facts = { name: 'Deploy', event, headBranch: branch, headSha: sha, actor: 'mina', number: run };
  const steps = tagged === undefined ? [] : [{ number: 6, name: 'Tag the image', conclusion: tagged }];
  const times = { startedAt: '2026-03-01T00:01:00Z', completedAt: undefined };
  const job = { id: 1000 + run, attempt: 1, name: 'build / api', status: 'in_progress' as const, ...times, steps };
  const at = world.github.repository.runs.findIndex(({ id }) => id === run);
  const known = recordedRun({
    ...{ ...facts, id: run, workflowPath: file, createdAt: `2026-03-01T00:00:${run}Z` },
    jobs: [{ ...job, conclusion: undefined }],
  });
  world.github.repository.runs.splice(at < 0 ? 0 : at, at < 0 ? 0 : 1, known);
}

const step = (build: Build, more: Readonly<Record<string, string>> = {}) =>
  world.machine.run(imageTag, world.token({ actions: 'read', contents: 'read' }), {
    inputs: {
      ...{ service: 'api', repository: `${world.host}/project/api`, path: 'api' },
      provenance: `${world.host}/project/provenance`,
      workflows: ['develop', 'main'].map((branch) => `${DEPLOY}@refs/heads/${branch}`).join('\n'),
      instructions: `${DEPLOY}\n.github/workflows/build.yml\nactions`,
      job: `${1000 + build.run}`,
      ...more,
    },
    env: { GITHUB_SHA: build.sha, GITHUB_REF: `refs/heads/${build.branch}`, GITHUB_RUN_ID: `${build.run}` },
  });

/** A job that looks, builds what is not there, and tags it. @returns what it took in the end */
async function built(build: Build, content: string): Promise<{ exists: string; digest: string; log: string }> {
  begun(build);
  const looked = await step(build);
  expect([looked.code, looked.log.includes('::error')]).toEqual([0, false]);
  const { exists = '', digest = '' } = looked.outputs;
  if (exists === 'true') return { exists, digest, log: looked.log };
  const tagged = await step(build, { digest: image(content) });
  expect(tagged).toMatchObject({ code: 0, outputs: { exists: 'true' } });
  begun({ ...build, tagged: 'success' });
  return { exists, digest: tagged.outputs['digest'] ?? '', log: looked.log };
}

const HOW = {
  [DEPLOY]: 'on: push',
  '.github/workflows/build.yml': 'builds what was reviewed',
  'actions/dist/image-tag.mjs': 'tags',
};
let content = 0;
let reviewed: Readonly<Record<string, string>>;
beforeEach(() => {
  content += 1;
  reviewed = { ...HOW, 'api/Dockerfile': 'FROM scratch\n', 'api/main.py': `print(${content})` };
  rmSync(join(world.machine.workspace, 'evil'), { recursive: true, force: true });
});
const run = (nth: number): number => 10 + 3 * content + nth;

describe('an image is used again (A4)', () => {
  it('where a build of a protected branch has proven it: what develop built reaches main', async () => {
    const [develop, main] = [push('develop', reviewed), push('main', reviewed)];
    const first = await built({ branch: 'develop', sha: develop, run: run(0) }, 'honest');
    const second = await built({ branch: 'main', sha: main, run: run(1) }, 'other');
    expect([first.exists, second.exists, second.digest]).toEqual(['false', 'true', first.digest]);
  });

  it('not where another workflow has built it, and the reviewed tree is built again', async () => {
    const evil = push('develop', {
      ...reviewed,
      'evil/Dockerfile': 'FROM scratch\n',
      '.github/workflows/evil.yml': '',
    });
    const planted = { branch: 'develop', sha: evil, run: run(0), file: '.github/workflows/evil.yml' };
    const { digest } = await built(planted, 'the bytes of evil/');
    const main = await built({ branch: 'main', sha: push('main', reviewed), run: run(1) }, 'the reviewed tree');
    expect([main.exists, main.digest === digest]).toEqual(['false', false]);
    expect(main.log).toMatch(/is said to be of this content, and it is to be built again: .*evil\.yml@refs\/heads\/d/);
    expect(main.log).toMatch(/Passed over: .* \(other-workflow\)/);
    // Whoever comes next finds what was built, not what was planted.
    const next = { branch: 'main', sha: push('main', { ...reviewed, 'README.md': '' }), run: run(2) };
    expect(await built(next, 'a third')).toMatchObject({ exists: 'true', digest: main.digest });
  });

  it('not where the branch has another build file, or other actions', async () => {
    for (const [nth, path] of ['.github/workflows/build.yml', 'actions/dist/image-tag.mjs'].entries()) {
      reviewed = { ...reviewed, 'api/main.py': `print("${content} ${path}")` };
      const evil = push('develop', { ...reviewed, [path]: 'builds evil/' });
      const { digest } = await built({ branch: 'develop', sha: evil, run: 60 - 2 * nth - 1 }, `evil by ${path}`);
      const main = await built({ branch: 'main', sha: push('main', reviewed), run: 60 - 2 * nth - 2 }, `fine ${path}`);
      expect([main.exists, main.digest === digest]).toEqual(['false', false]);
      expect(main.log).toContain('(other-instructions)');
    }
  });

  it('not where somebody has only written its tag, and that tag stays', async () => {
    const build = { branch: 'main', sha: push('main', reviewed), run: run(0) };
    begun(build);
    const tag = (await step(build)).outputs['content-tag'] ?? '';
    const planted = image('planted');
    world.storage.tag('project/api', tag, planted);
    const main = await built(build, 'mine');
    expect([main.exists, main.digest === planted]).toEqual(['false', false]);
    expect(main.log).toContain('Nobody who builds for protected branches says that they built it.');
    expect(world.storage.manifest('project/api', tag)?.digest).toBe(planted);
  });

  it('not where the name of an honest job was borrowed', async () => {
    const sha = push('develop', reviewed);
    // This one was cancelled before it built anything.
    begun({ branch: 'develop', sha, run: run(0), tagged: 'failure' });
    const borrowed = { branch: 'develop', sha, run: run(0) };
    await step(borrowed, { digest: image('evil by a name') });
    const main = await built({ branch: 'main', sha: push('main', reviewed), run: run(1) }, 'mine too');
    expect(main.exists).toBe('false');
    expect(main.log).toContain('(not-built)');
  });

  it('not where the run is of a pull request from that branch, whose workflow files are those of its merge', async () => {
    const sha = push('develop', reviewed);
    // A branch of anybody is its base; its deploy.yml has a job and a step of these names.
    const merged = { branch: 'develop', sha, run: run(0), event: 'pull_request', tagged: 'success' } as const;
    begun(merged);
    await step(merged, { digest: image('evil by a merge') });
    const main = await built({ branch: 'main', sha: push('main', reviewed), run: run(1) }, 'mine by a push');
    expect(main.exists).toBe('false');
    expect(main.log).toContain('(other-run)');
  });

  it('and where the base has moved, another one is built', async () => {
    const base = { base: `${world.host}/project/base:1` };
    const build = { branch: 'main', sha: push('main', reviewed), run: run(0) };
    begun(build);
    world.storage.tag('project/base', '1', image('base', 'project/base'));
    const first = await step(build, { ...base, digest: image('on the base') });
    expect(first.code).toBe(0);
    begun({ ...build, tagged: 'success' });
    expect((await step(build, base)).outputs['exists']).toBe('true');
    const moved = { base: `${world.host}/project/base:2` };
    world.storage.tag('project/base', '2', image('moved base', 'project/base'));
    const later = { branch: 'main', sha: push('main', { ...reviewed, 'README.md': '' }), run: run(1) };
    begun(later);
    expect((await step(later, moved)).outputs['exists']).toBe('false');
  });
});

describe('an image of a branch that anybody can push', () => {
  /** Nothing is proven there: what has the tag of the content is used again. */
  const unproven = { provenance: '', workflows: '', instructions: '', job: '' };

  it('may be what another such branch has put there, and is none for a protected one', async () => {
    const repository = `${world.host}/project/dev/api`;
    const evil = image('evil on a feature branch', 'project/dev/api');
    const planted = { branch: 'feature/evil', sha: push('feature/evil', reviewed), run: run(0) };
    await step(planted, { ...unproven, repository, digest: evil });
    const other = { branch: 'feature/x', sha: push('feature/x', { ...reviewed, 'README.md': '' }), run: run(1) };
    // Both branches may write all that the first tier runs: docs/security.md.
    expect((await step(other, { ...unproven, repository })).outputs).toMatchObject({ exists: 'true', digest: evil });
    const main = { branch: 'main', sha: push('main', reviewed), run: run(2) };
    begun(main);
    for (const more of [{}, { repository }])
      expect((await step(main, more)).outputs).toMatchObject({ exists: 'false', digest: '' });
  });
});
