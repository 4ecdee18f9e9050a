import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { actions } from '../../../../cli/actions.ts';
import type { ActionSource } from '../../../../engine/actions-lock/action-source.ts';
import {
  ACTION_YML,
  commit,
  type RecordedRepository,
  recordedActions,
} from '../../engine/actions-lock/recorded-actions.ts';
import { CONFIG, type StrangersFolder, strangersFolder } from '../config/config-world.ts';

const [FIRST, SECOND, THIRD, FORK] = [commit('1'), commit('2'), commit('3'), commit('f')];
const ruby = (change: Partial<RecordedRepository> = {}): Readonly<Record<string, RecordedRepository>> => ({
  'ruby/setup-ruby': {
    tags: { v1: SECOND, 'v1.0.0': FIRST, 'v1.1.0': SECOND, 'v2.0.0': THIRD, 'v1.2.0-beta': THIRD },
    branches: { main: [FIRST, SECOND], 'releases/v2': [THIRD] },
    files: Object.fromEntries([FIRST, SECOND, THIRD].map((sha) => [`${sha}:action.yml`, ACTION_YML])),
    ...change,
  },
});

let folder: StrangersFolder;
let said: string[];
beforeEach(() => {
  folder = strangersFolder({ 'sluice.config.ts': CONFIG });
  said = [];
  for (const stream of ['log', 'error'] as const)
    jest.spyOn(console, stream).mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
  folder.discard();
});

const lockFile = (): string => join(folder.root, 'sluice.lock.json');
const lock = () => JSON.parse(readFileSync(lockFile(), 'utf8'));
const run = (source: ActionSource, ...args: readonly string[]) =>
  actions(args, { folder: folder.root, started: folder.root }, source);
/** An entry as it was added. */
const added = async (tag = 'v1.0.0') => run(recordedActions(ruby()), 'add', `ruby/setup-ruby@${tag}`);
const USED = CONFIG.replace(
  "python({ requirements: 'requirements.txt', command: 'python -m pytest' })",
  "steps([{ uses: 'ruby/setup-ruby', with: { 'ruby-version': '3.4' } }, { run: 'rake test' }])",
)
  .replace('gke, python,', 'gke, steps,')
  .replace('  services:', '  lock,\n  services:')
  .replace(/^/, "import lock from './sluice.lock.json' with { type: 'json' };\n");

describe('sluice actions add', () => {
  it('writes the commit and what the action takes, and says where the config has to name it', async () => {
    expect(await added()).toBe(0);
    expect(lock().actions['ruby/setup-ruby']).toMatchObject({
      version: 'v1.0.0',
      sha: FIRST,
      using: 'node24',
      inputs: { 'bundler-cache': {}, 'ruby-version': { required: true } },
      outputs: { 'ruby-prefix': {} },
      permissions: [],
    });
    expect(said.join('\n')).toContain(
      "Say it in sluice.config.ts, once: import lock from './sluice.lock.json' with { type: 'json' };",
    );
    folder.write('sluice.config.ts', USED);
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder.root, '.github/workflows/test.yml'), 'utf8')).toContain(
      `uses: ruby/setup-ruby@${FIRST} # v1.0.0\n`,
    );
    said = [];
    expect(await added('v1.1.0')).toBe(0);
    expect(said.join('\n')).not.toContain('Say it');
  });

  it('keeps what people know of its permissions, and says what can be moved', async () => {
    await added();
    const entry = lock().actions['ruby/setup-ruby'];
    const permissions = [{ scope: 'contents', level: 'read', why: 'reads "tags"' }];
    folder.write(
      'sluice.lock.json',
      JSON.stringify({ schema: 'sluice.lock/v1', actions: { 'ruby/setup-ruby': { ...entry, permissions } } }),
    );
    const composite = `${ACTION_YML.replace(/runs:[\s\S]*/, '')}runs:\n  using: composite\n  steps:\n    - uses: actions/cache@v4\n    - uses: a/b@${SECOND}\n    - uses: ./x\n`;
    expect(
      await run(recordedActions(ruby({ files: { [`${SECOND}:action.yml`]: composite } })), 'add', 'ruby/setup-ruby@v1'),
    ).toBe(0);
    expect(lock().actions['ruby/setup-ruby']).toMatchObject({ version: 'v1', using: 'composite', permissions });
    expect(said.filter((line) => line.includes('note'))).toEqual([
      '    note: v1 is moved with every release; a whole version such as v1.2.3 stays.',
      '    note: it uses actions/cache@v4, which is no commit and can be changed.',
    ]);
  });

  it('takes a tag that was moved to another commit of a branch, and none that was taken over (tj-actions/changed-files#2463)', async () => {
    await added();
    const moved = (branches: RecordedRepository['branches']) =>
      run(recordedActions(ruby({ tags: { 'v1.0.0': SECOND }, branches })), 'add', 'ruby/setup-ruby@v1.0.0');
    expect(await moved({ main: [FIRST] })).toBe(1);
    expect(said.at(-1)).toContain(
      'Nothing is written: v1.0.0 of ruby/setup-ruby was moved from 100000000000 to 200000000000',
    );
    expect(lock().actions['ruby/setup-ruby'].sha).toBe(FIRST);
    expect(await moved({ main: [FIRST, SECOND] })).toBe(0);
    expect(lock().actions['ruby/setup-ruby'].sha).toBe(SECOND);
  });

  it('writes nothing for a tag that is not there, and for what is no action', async () => {
    const source = recordedActions(ruby({ files: {} }));
    for (const [wanted, sentence] of [
      ['ruby/setup-ruby@v9.0.0', 'has no tag v9.0.0'],
      ['ruby/setup-ruby/deep@v1.0.0', 'has no deep/action.yml and no deep/action.yaml at v1.0.0'],
    ] as const) {
      expect(await run(source, 'add', wanted)).toBe(1);
      expect(said.at(-1)).toContain(sentence);
    }
    for (const wanted of ['ruby/setup-ruby', 'ruby@v1', './own@v1.0.0', 'a/../b@v1', 'a/b@main', 'a/b@v1${{ x }}'])
      await expect(run(source, 'add', wanted)).rejects.toThrow('wanted OWNER/NAME@TAG');
    expect(existsSync(lockFile())).toBe(false);
  });
});

describe('sluice actions verify', () => {
  const entry = async (tag: string, change: Partial<RecordedRepository>, patience?: number) => {
    await added(tag);
    said = [];
    const source = recordedActions(ruby(change), patience);
    const status = await run(source, 'verify');
    return { status, said: said.filter((line) => line.includes('ruby/setup-ruby')).join('\n') };
  };

  it('takes what a tag names, and says where its commit is', async () => {
    expect((await entry('v1.0.0', {})).said).toBe('  ruby/setup-ruby is what v1.0.0 names.');
    expect((await entry('v2.0.0', {})).said).toBe(
      '  ruby/setup-ruby is what v2.0.0 names, on the release branch releases/v2.',
    );
    expect((await entry('v2.0.0', { branches: { main: [FIRST] } })).said).toMatch(
      /^ {2}ruby.* on no branch that was asked/,
    );
  });

  it('refuses a tag that was moved, one that is gone, and a commit that only a fork has, with what to do', async () => {
    expect(await entry('v1.0.0', { tags: { 'v1.0.0': SECOND } })).toEqual({
      status: 1,
      said: expect.stringMatching(
        /^✗ ruby\/setup-ruby: v1\.0\.0 was moved: it names 200000000000 now, .*\/compare\/1000.*\.\.\.2000/,
      ),
    });
    expect((await entry('v1.0.0', { tags: {} })).said).toMatch(
      /✗ .* has no tag v1\.0\.0 any longer; 100000000000 is on main/,
    );
    expect((await entry('v1.0.0', { tags: { 'v1.0.0': SECOND }, branches: { main: [SECOND] } })).said).toMatch(
      /✗ .* it may be a fork's/,
    );
    expect(
      (await entry('v1.0.0', { files: { [`${FIRST}:action.yml`]: ACTION_YML.replace('ruby-prefix', 'prefix') } })).said,
    ).toMatch(/✗ .*: no output ruby-prefix, also the output prefix/);
  });

  it('says for what it could not ask, and whether anything was refused before', async () => {
    const { status, said: own } = await entry('v1.0.0', {}, 3);
    expect(status).toBe(1);
    expect(own).toMatch(/^\? not asked for: .*ruby\/setup-ruby.*GitHub was asked too often: try again in 12 min\.$/);
    expect(said.at(-1)).toMatch(new RegExp(`^0 of ${Object.keys(LOCK.actions).length + 1} actions are what`));
    expect(await run(recordedActions({}, 0), 'verify')).toBe(3);
  });
});

describe('a lock that was changed by hand', () => {
  it.each([
    ['sha', FORK, 'somebody changed it by hand'],
    ['version', 'v1.0.1', 'somebody changed it by hand'],
    ['using', 'docker', 'somebody changed it by hand'],
    ['inputs', {}, 'somebody changed it by hand'],
    ['digest', '', 'somebody changed it by hand'],
    ['sha', `${'1'.repeat(39)}\n`, 'Wanted a commit'],
    ['version', 'v1\nrun: x', 'Wanted a tag of a version'],
    ['permissions', [{ scope: 'contents', level: 'all', why: '' }], 'Wanted "read" or "write"'],
  ])('at its %s is noticed offline by synth, check and verify', async (field, value, sentence) => {
    await added();
    const data = lock();
    data.actions['ruby/setup-ruby'][field] = value;
    folder.write('sluice.lock.json', JSON.stringify(data));
    folder.write('sluice.config.ts', USED);
    for (const command of ['synth', 'check'])
      expect(folder.sluice([command])).toMatchObject({ status: 2, stderr: expect.stringContaining(sentence) });
    await expect(run(recordedActions(ruby()), 'verify')).rejects.toThrow(sentence);
  });

  it('that is none is refused in a sentence', async () => {
    folder.write('sluice.lock.json', '{');
    await expect(run(recordedActions({}), 'verify')).rejects.toThrow('sluice.lock.json is no JSON');
    folder.write('sluice.lock.json', '{"schema":"x","actions":{"../x":{}}}');
    await expect(run(recordedActions({}), 'verify')).rejects.toThrow('Wanted "sluice.lock/v1"');
  });
});

describe('sluice actions update', () => {
  const workflow = (uses: string): void =>
    folder.write('.github/workflows/test.yml', `on: push\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n`);

  it('takes what a bot has bumped in a workflow, by the tag that names the commit', async () => {
    await added();
    workflow(`ruby/setup-ruby@${SECOND} # v1.1.0`);
    expect(await run(recordedActions(ruby()), 'update')).toBe(0);
    expect(lock().actions['ruby/setup-ruby']).toMatchObject({ version: 'v1.1.0', sha: SECOND });
    // The bot has forgotten the comment; dependabot-core#13037.
    workflow(`ruby/setup-ruby@${THIRD}  # v1.1.0`);
    expect(await run(recordedActions(ruby()), 'update')).toBe(0);
    expect(lock().actions['ruby/setup-ruby']).toMatchObject({ version: 'v2.0.0', sha: THIRD });
    expect(said).toContain('    note: of ruby/setup-ruby the comment says v1.1.0, and the commit is v2.0.0.');
  });

  it.each(['pin@v1.1.0', 'ratchet:ruby/setup-ruby@v1.1.0', 'v1.1.0', '@v1.1.0'])(
    'reads a comment as tools write it: %s',
    async (comment) => {
      await added();
      workflow(`ruby/setup-ruby@${SECOND} # ${comment}`);
      expect(await run(recordedActions(ruby()), 'update')).toBe(0);
      expect(said.filter((line) => line.includes('note'))).toEqual([]);
      expect(lock().actions['ruby/setup-ruby'].version).toBe('v1.1.0');
    },
  );

  it('takes no commit that no version names', async () => {
    await added();
    workflow(`"ruby/setup-ruby@${FORK}" # v1.1.0`);
    expect(await run(recordedActions(ruby()), 'update')).toBe(1);
    expect(said.at(-1)).toContain('says v1.1.0 and is no commit that a version of ruby/setup-ruby names');
    expect(lock().actions['ruby/setup-ruby'].sha).toBe(FIRST);
  });

  it('looks for newer versions where nothing was bumped, and tells of another major one', async () => {
    await added();
    expect(await run(recordedActions(ruby()), 'update', 'ruby/setup-ruby')).toBe(0);
    expect(lock().actions['ruby/setup-ruby'].version).toBe('v1.1.0');
    expect(await run(recordedActions(ruby()), 'update', 'ruby/setup-ruby')).toBe(0);
    expect(said.slice(-2)).toEqual([
      '  ruby/setup-ruby v1.1.0: there is v2.0.0, of another major version; --major takes it.',
      'Nothing is newer than the lock.',
    ]);
    expect(await run(recordedActions(ruby()), 'update', '--major', 'ruby/setup-ruby')).toBe(0);
    expect(lock().actions['ruby/setup-ruby'].version).toBe('v2.0.0');
    await expect(run(recordedActions(ruby()), 'update', 'a/b')).rejects.toThrow('"sluice actions add a/b@TAG" adds it');
  });

  it('puts an action of the catalogue at another commit, in every workflow', async () => {
    const name = 'actions/checkout';
    const bumped = commit('c');
    workflow(`${name}@${bumped} # v7.0.2`);
    const inputs = Object.keys(LOCK.actions[name]?.inputs ?? {})
      .map((input) => `  ${input}: {}\n`)
      .join('');
    const github = recordedActions({
      [name]: {
        tags: { 'v7.0.2': bumped },
        branches: { main: [bumped] },
        files: { [`${bumped}:action.yml`]: `inputs:\n${inputs}runs: { using: node24 }\n` },
      },
    });
    expect(await run(github, 'update')).toBe(0);
    folder.write(
      'sluice.config.ts',
      `import lock from './sluice.lock.json' with { type: 'json' };\n${CONFIG.replace('  services:', '  lock,\n  services:')}`,
    );
    expect(folder.sluice(['synth', '--overwrite', '.github/workflows/test.yml'])).toMatchObject({
      status: 0,
      stderr: '',
    });
    const build = readFileSync(join(folder.root, '.github/workflows/build.yml'), 'utf8');
    expect(build).toContain(`uses: ${name}@${bumped} # v7.0.2`);
    expect(build).not.toContain(LOCK.actions[name]?.sha);
  });
});

it('sluice actions wants a word that it knows', async () => {
  await expect(run(recordedActions({}))).rejects.toThrow('sluice actions wants verify, add, update.');
  await expect(run(recordedActions({}), 'lock')).rejects.toThrow('and "lock" was given');
  await expect(run(recordedActions({}), 'verify', 'a/b')).rejects.toThrow('it asks for all');
  await expect(run(recordedActions({}), 'add')).rejects.toThrow('wants OWNER/NAME@TAG');
  await expect(run(recordedActions({}), 'verify', '--major')).rejects.toThrow('only with update');
});
