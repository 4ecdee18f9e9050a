import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { splitArguments } from '../../../../rehearsal/runner/command-line.ts';
import { findShell } from '../../../../rehearsal/runner/shell.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { runSteps } from './steps.ts';

const PLACE = { file: 'w.yml', line: 1 };
const here =
  (...programs: readonly string[]) =>
  (name: string) =>
    programs.includes(name) ? `/bin/${name}` : undefined;

describe('shells', () => {
  it('without one it is bash -e, or sh -e where there is no bash', () => {
    const bash = findShell(undefined, PLACE, here('bash', 'sh'));
    expect([bash.file, bash.argumentsFor('/s'), bash.extension]).toEqual(['/bin/bash', ['-e', '/s'], '.sh']);
    expect(findShell('', PLACE, here('sh')).file).toBe('/bin/sh');
    expect(() => findShell('', PLACE, here())).toThrow(
      'w.yml:1: a "run" without bash on this machine is not rehearsed',
    );
  });

  it('a folder of this machine with blanks and quotes is one word', () => {
    const script = `/a b/"c"/$&.sh`;
    expect(findShell('bash', PLACE, here('bash')).argumentsFor(script).at(-1)).toBe(script);
    expect(findShell('perl -x{0} "{0} y"', PLACE, here('perl')).argumentsFor(script)).toEqual([
      `-x${script}`,
      `${script} y`,
    ]);
  });

  it('pwsh stops at errors and keeps the exit code, as the runner writes it', () => {
    const pwsh = findShell('pwsh', PLACE, here('pwsh'));
    expect(pwsh.argumentsFor('/t/s.ps1')).toEqual(['-command', ". '/t/s.ps1'"]);
    expect(pwsh.contentsOf('x').split('\n')[0]).toBe("$ErrorActionPreference = 'stop'");
    expect(pwsh.extension).toBe('.ps1');
  });

  it.each([['cmd'], ['powershell'], ['powershell -x {0}']])('%s is not found on Linux, as on GitHub', (shell) => {
    expect(() => findShell(shell, PLACE, here('bash'))).toThrow(`${shell.split(' ')[0]}: command not found`);
  });

  it('what GitHub’s machine may have and this one has not is not rehearsed', () => {
    expect(() => findShell('nu {0}', PLACE, here())).toThrow(
      '"shell: nu {0}" (nu is not on this machine) is not rehearsed',
    );
  });

  it.each([['bash -e'], ['perl'], ['python -u'], ['Bash x']])(
    '"%s" is no shell: it has no place for the script',
    (shell) => {
      expect(() => findShell(shell, PLACE, here('bash', 'perl', 'python', 'Bash'))).toThrow(
        "Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'",
      );
    },
  );

  it('a name of one blank is none', () => {
    expect(() => findShell(' bash', PLACE, here('bash'))).toThrow("Value cannot be null. (Parameter 'command')");
  });

  it.each([
    ['a  b\tc', ['a', 'b', 'c']],
    ['"a b" c""', ['a b', 'c']],
    ['"" x', ['', 'x']],
    ['a\\b "c\\"d" \\\\"e f"', ['a\\b', 'c"d', '\\e f']],
    ['"a""b"', ['a"b']],
    ["'a b'", ["'a", "b'"]],
  ])('arguments %j are split as .NET splits them', (line, parts) => {
    expect(splitArguments(line)).toEqual(parts);
  });
});

describe('scripts', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('a folder that is not there fails the step in the words of .NET', async () => {
    const { messages, ends } = await runSteps(
      world,
      '- { run: echo, working-directory: no/where }\n- { if: always(), run: touch file }\n- { if: always(), run: echo, working-directory: file }',
    );
    expect(messages[0]).toMatch(
      /^An error occurred trying to start process '\/.+\/bash' with working directory '\/.+\/shop\/shop\/no\/where'\. No such file or directory$/,
    );
    expect(messages[1]).toMatch(/shop\/shop\/file'\. Not a directory$/);
    expect(ends).toEqual(['failure', 'success', 'failure']);
  });

  it('a shell can come from GITHUB_PATH, and a PATH that a step sets is only for its script', async () => {
    const { said } = await runSteps(
      world,
      `- run: |
    mkdir bin && printf '#!/bin/sh\\necho "own: $(cat "$2") $1"\\n' > bin/mine && chmod +x bin/mine
    echo "$PWD/bin" >> "$GITHUB_PATH"
- { shell: "mine --flag {0}", run: script }
- { env: { PATH: /nowhere }, run: 'echo "path: $PATH"' }`,
    );
    expect(said('own')).toEqual(['script --flag']);
    expect(said('path')[0]).toMatch(/\/bin:\/nowhere$/);
  });

  it('the shell of the defaults may be an expression, that of a step may not', async () => {
    const { said } = await runSteps(world, `- run: 'echo "is: $0"'`, {
      head: 'env: { MINE: sh }',
      job: 'defaults: { run: { shell: "${{ env.MINE }}" } }',
    });
    expect(said('is')).toEqual([expect.stringMatching(/\.sh$/)]);
    const { problems } = await world.run(
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - { shell: "${{ env.X }}", run: echo }\n',
    );
    expect(problems.join()).toContain("Unrecognized named-value: 'env'");
  });
});
