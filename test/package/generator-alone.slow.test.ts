import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
/** What the generator does without: the rehearsal with its command, and the tests of both and of clusters. */
const ABSENT =
  /^(?:rehearsal|cli\/rehears|test\/(?:cluster|rehearsal|drill|authority|trace|clients|bench|conformance|unit\/(?:rehearsal|drill|cli\/rehearsal|test-cluster)))\b/;
const TESTS = ['test/unit/workflows-src', 'test/unit/manifests-src', 'test/unit/setup-src', 'test/unit/domain'];

let copy = '';

/** The copy's own programs, as this repository's run. */
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$|^JEST_/.test(name))),
  });

describe('the generator', () => {
  beforeAll(() => {
    copy = realpathSync(mkdtempSync(join(tmpdir(), 'generator-')));
    const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    }).split('\n');
    for (const path of paths.filter((each) => each !== '' && !ABSENT.test(each) && existsSync(join(ROOT, each)))) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(ROOT, path), join(copy, path));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    spawnSync('git', ['init', '--quiet'], { cwd: copy });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('writes and checks the demo without the rehearsal and the cluster of the tests', () => {
    expect(existsSync(join(copy, 'rehearsal'))).toBe(false);
    const config = ['--config', 'examples/ai-agent-platform/sluice.config.ts'];
    for (const command of ['check', 'synth', 'diff'])
      expect(run('cli/sluice.ts', command, ...config)).toMatchObject({ status: 0, stderr: '' });
    expect(run('.projenrc.ts')).toMatchObject({ status: 0 });
  });

  it('passes its tests without them', () => {
    const jest = [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--maxWorkers=1',
      '--reporters=default',
    ];
    const ignored = ['--testPathIgnorePatterns', '/node_modules/', '\\.slow\\.test\\.ts$'];
    const { status, stderr } = run(...jest, ...ignored, '--', ...TESTS);
    if (status !== 0) console.error([...new Set(stderr.match(/^ +● .*$/gm))].join('\n'));
    expect(status).toBe(0);
  });
});
