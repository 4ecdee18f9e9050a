import { NotRehearsed } from '../workflow/problems.ts';
import type { Place } from '../workflow/token.ts';

/** How a script is started. */
export interface ShellCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Name that the script's file ends with. */
  readonly extension: string;
}

const ARGUMENTS: Readonly<Record<string, { readonly args: string; readonly extension: string }>> = {
  bash: { args: '--noprofile --norc -e -o pipefail {0}', extension: '.sh' },
  sh: { args: '-e {0}', extension: '.sh' },
  python: { args: '{0}', extension: '.py' },
};

/** The command line for a `shell:` value. None given means `bash -e` without pipefail, which is not what `shell: bash` means.
 *  @throws {NotRehearsed} for PowerShell and cmd.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/ScriptHandler.cs */
export function shellCommand(shell: string | undefined, place: Place): (script: string) => ShellCommand {
  if (shell === undefined || shell === '')
    return (script) => ({ file: 'bash', args: ['-e', script], extension: '.sh' });
  const [file = '', ...given] = shell.trim().split(/\s+/);
  if (['pwsh', 'powershell', 'cmd'].includes(file)) throw new NotRehearsed(`"shell: ${file}"`, place);
  const known = ARGUMENTS[file];
  const template = given.length > 0 ? given : known?.args.split(' ');
  if (template === undefined || !template.some((part) => part.includes('{0}'))) {
    throw new Error(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, cmd, powershell, pwsh) or a format string containing '{0}'",
    );
  }
  return (script) => ({
    file,
    args: template.map((part) => part.replaceAll('{0}', script)),
    extension: known?.extension ?? '',
  });
}
