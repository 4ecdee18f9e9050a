import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { steps } from '../../../../domain/runtime/words.ts';
import type { Service } from '../../../../domain/service.ts';
import { git } from '../../../../rehearsal/github/git-command.ts';
import { Caches } from '../../../../rehearsal/kept/caches.ts';
import type { StandIn } from '../../../../rehearsal/runner/stand-in.ts';
import { cacheRestore, cacheSave } from '../../../../rehearsal/stand-ins/cache.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';
import { jobOf, type TestWorld, testWorld } from './world.ts';

const FILE = '.github/workflows/test.yml';
const AT = 'examples/ai-agent-platform';

/** The work tree of a clone: what is tested is named by git. */
const clone =
  (bare: string): StandIn =>
  async ({ context }) => {
    const { workspace, github } = context;
    await git(['clone', '--quiet', '--shared', '--no-checkout', bare, workspace]);
    await git(['-C', workspace, 'checkout', '--quiet', String(github['sha'])]);
    return {};
  };

/** The generated tests of one service, which pass while its file "good" is there. */
function generated(testInputs: readonly string[] | undefined, command = 'cat good'): Record<string, string> {
  const [api] = platform.services;
  const service: Service = {
    ...(api as Service),
    path: 'api',
    test: steps([{ run: `echo "It is tested." && ${command}` }]),
    ...(testInputs === undefined ? {} : { testInputs }),
  };
  const file = generateWorkflows(delivery({ ...platform, services: [service] })).find(({ path }) => path === FILE);
  return { [FILE]: file?.content ?? '', [`${AT}/api/good`]: 'yes', [`${AT}/api/Dockerfile`]: 'FROM scratch' };
}

describe('a test of files that have passed', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld({ ownRunners: new Set(['ubuntu-24.04']) });
    world.standIns.set('actions/checkout', clone(join(world.folder, 'bare.git')));
    const kept = { caches: new Caches(join(world.folder, 'caches')), defaultBranch: 'main' };
    world.standIns.set('actions/cache/restore', cacheRestore(kept));
    world.standIns.set('actions/cache/save', cacheSave(kept));
  });
  afterEach(() => world.close());

  /** Pushes, and says what became of it: passed or failed, and whether the test ran. */
  async function pushed(files: Record<string, string | undefined>, branch = 'words'): Promise<string> {
    const [result] = await world.push(files, branch);
    if (result === undefined) throw new Error('The push started no run.');
    const log = readFileSync(jobOf(result, 'ai-agent-api').logFile, 'utf8');
    return `${result.run.conclusion}, ${/^\S* ?It is tested\.$/m.test(log) ? 'tested' : 'not again'}`;
  }

  it('is not run again on that branch, whatever else changes', async () => {
    expect(await pushed(generated([]))).toBe('success, tested');
    expect(await pushed({ 'README.md': 'more' })).toBe('success, not again');
    expect(await pushed({ [`${AT}/dashboard/page.js`]: 'more' })).toBe('success, not again');
  });

  it.each([
    ['its folder', { [`${AT}/api/deep/file`]: 'new' }],
    ['what it reads besides', { [`${AT}/shared/words.txt`]: 'new' }],
    ['its command', generated(['shared'], 'cat ./good')],
  ])('is run again for a change of %s', async (_, change) => {
    expect(await pushed({ ...generated(['shared']), [`${AT}/shared/words.txt`]: 'old' })).toBe('success, tested');
    expect(await pushed(change)).toBe('success, tested');
  });

  it('is run again where a file has another name and its bytes are the same', async () => {
    expect(await pushed(generated([]))).toBe('success, tested');
    expect(await pushed({ [`${AT}/api/good`]: undefined, [`${AT}/api/goof`]: 'yes' })).toBe('failure, tested');
  });

  it('that has failed is run again', async () => {
    expect(await pushed({ ...generated([]), [`${AT}/api/good`]: undefined })).toBe('failure, tested');
    expect(await pushed({ 'README.md': 'more' })).toBe('failure, tested');
    expect(await pushed({ [`${AT}/api/good`]: 'yes' })).toBe('success, tested');
  });

  it('is run again on another branch', async () => {
    expect(await pushed(generated([]), 'one')).toBe('success, tested');
    expect(await pushed(generated([]), 'two')).toBe('success, tested');
  });

  it('is run every time where nothing says what it reads', async () => {
    expect(await pushed(generated(undefined))).toBe('success, tested');
    expect(await pushed({ 'README.md': 'more' })).toBe('success, tested');
  });
});
