import { NotRehearsed } from '../workflow/problems.ts';
import type { Place } from '../workflow/token.ts';
import { splitArguments } from './command-line.ts';

/** How a script is started. */
export interface Shell {
  /** Path of the program. */
  readonly file: string;
  /** What the log shows behind it. */
  readonly shownArguments: string;
  /** Name that the script's file ends with. */
  readonly extension: string;
  argumentsFor(script: string): readonly string[];
  /** What is written into the script's file. */
  contentsOf(script: string): string;
}

interface BuiltIn {
  readonly format: string;
  readonly extension: string;
}

/** @see https://github.com/actions/runner src/Runner.Worker/Handlers/ScriptHandlerHelpers.cs */
const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  bash: { format: '--noprofile --norc -e -o pipefail {0}', extension: '.sh' },
  sh: { format: '-e {0}', extension: '.sh' },
  python: { format: '{0}', extension: '.py' },
  pwsh: { format: `-command ". '{0}'"`, extension: '.ps1' },
};

/** Shells that GitHub's machines with Linux do not have. */
export const WINDOWS_SHELLS: readonly string[] = ['cmd', 'powershell'];

/** The shell for a `shell:` value. None given means `bash -e` without pipefail, which is not what `shell: bash` means.
 *  @param which where a program is on this machine
 *  @throws with the runner's sentence for what cannot be a shell, and for one that GitHub's machine does not have
 *  @throws {NotRehearsed} for one that GitHub's machine may have and this one has not
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/ScriptHandler.cs */
export function findShell(
  shell: string | undefined,
  place: Place,
  which: (program: string) => string | undefined,
): Shell {
  if (shell === undefined || shell === '') {
    const file = which('bash') ?? which('sh');
    if (file === undefined) throw new NotRehearsed('a "run" without bash on this machine', place);
    return started('sh', file, BUILT_IN['sh']?.format ?? '');
  }
  const space = shell.indexOf(' ');
  const name = space < 0 ? shell : shell.slice(0, space);
  const given = space < 0 ? '' : shell.slice(space + 1).trimStart();
  const file = which(name);
  if (file === undefined) {
    if (name === '') throw new Error("Value cannot be null. (Parameter 'command')");
    if (WINDOWS_SHELLS.includes(name)) throw new Error(`${name}: command not found`);
    throw new NotRehearsed(`"shell: ${shell}" (${name} is not on this machine)`, place);
  }
  const format = given === '' ? (BUILT_IN[name.toLowerCase()]?.format ?? '') : given;
  if (!format.includes('{0}')) {
    throw new Error(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'",
    );
  }
  return started(name, file, format);
}

const started = (name: string, file: string, format: string): Shell => ({
  file,
  shownArguments: format,
  extension: BUILT_IN[name.toLowerCase()]?.extension ?? '',
  // GitHub's machines have no blank in the path; a folder of this machine may have one, and is one word all the same.
  argumentsFor: (script) => splitArguments(format).map((word) => word.replaceAll('{0}', () => script)),
  contentsOf: (script) => (name === 'pwsh' ? forPowerShell(script) : script),
});

/** Stops at the first error, and ends with the exit code of the last program. */
const forPowerShell = (script: string): string =>
  [
    "$ErrorActionPreference = 'stop'",
    script,
    'if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }',
  ].join('\n');
