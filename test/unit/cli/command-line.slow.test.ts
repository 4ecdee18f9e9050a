import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { completionScript, SHELLS } from '../../../cli/command-line/completion-scripts.ts';
import { COMMANDS } from '../../../cli/commands.ts';
import { PACKAGE_VERSION } from '../../../domain/package-name.ts';

const COMMAND = join(import.meta.dirname, '../../../cli/sluice.ts');
const NAMES = Object.keys(COMMANDS);
const sluice = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: 'utf8',
    cwd: tmpdir(),
  });
  return { status, stdout, stderr };
};

describe('the command', () => {
  it.each([['--version'], ['-V']])('tells its version by %s', (option) => {
    expect(sluice(option)).toEqual({ status: 0, stdout: `${PACKAGE_VERSION}\n`, stderr: '' });
  });

  it.each([['help'], ['--help'], ['-h']])('lists what it can do by %s', (option) => {
    const { status, stdout } = sluice(option);
    expect(status).toBe(0);
    for (const [name, { about }] of Object.entries(COMMANDS)) expect(stdout).toMatch(`  ${name.padEnd(11)} ${about}\n`);
  });

  it('tells how it is used where it is called with nothing, or with no command', () => {
    expect(sluice()).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage: sluice <command>'),
    });
    expect(sluice('synht')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^There is no command "synht"\.\n/),
    });
    expect(sluice('help', 'synht')).toMatchObject({ status: 2, stdout: '' });
  });

  it.each(NAMES)('tells of %s by help and --help, and refuses an option that it does not know', async (name) => {
    const { usage } = (await COMMANDS[name]?.load()) ?? { usage: '' };
    expect(usage).toMatch(new RegExp(`^Usage: sluice ${name}`));
    for (const args of [
      ['help', name],
      [name, '--help'],
      [name, '-h'],
    ])
      expect(sluice(...args)).toEqual({ status: 0, stdout: `${usage}\n`, stderr: '' });
    const words = name === 'rollout' ? ['watch', 'deployment/api'] : [];
    const refused = sluice(name, ...words, '--nope');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^(There is|sluice .* has) no option --nope[;,]? .*\n$/);
  });
});

describe('what completes the words', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'completion-'));
    for (const shell of SHELLS) writeFileSync(join(folder, shell), sluice('completion', shell).stdout);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const bash = (...words: readonly string[]): readonly string[] =>
    spawnSync(
      'bash',
      [
        '-c',
        'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sluice; printf "%s\\n" "${COMPREPLY[@]}"',
        join(folder, 'bash'),
        'sluice',
        ...words,
      ],
      { encoding: 'utf8' },
    )
      .stdout.trim()
      .split('\n');

  it('are commands, then their words and options, then the files of a value', () => {
    expect(bash('r')).toEqual(['rbac', 'rehearse', 'rollout']);
    expect(bash('rehearse', 'all')).toEqual(['all-the-way']);
    expect(bash('rehearse', '--co')).toEqual(['--config', '--comment']);
    expect(bash('help', 'syn')).toEqual(['synth']);
    expect(bash('check', '--config', 's')).toEqual(['']);
    expect(bash('setup', '')).toEqual(['gcp', '--config', '--help']);
  });

  it.each(SHELLS)('in %s are every command and every option, in a script that the shell reads', async (shell) => {
    const loaded = await Promise.all(
      Object.entries(COMMANDS).map(async ([name, { about, load }]) => ({ name, about, ...(await load()) })),
    );
    const script = completionScript(shell, loaded);
    for (const { name, options } of loaded) {
      expect(script).toContain(name);
      for (const option of Object.keys(options)) expect(script).toMatch(new RegExp(`(--|-l )${option}\\b`));
    }
    const { error, status, stderr } = spawnSync(shell, ['-n', join(folder, shell)], { encoding: 'utf8' });
    if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('are refused for other shells', () => {
    expect(sluice('completion', 'ksh')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'sluice completion wants one of bash, zsh, fish, and "ksh" was given.\n',
    });
  });
});
