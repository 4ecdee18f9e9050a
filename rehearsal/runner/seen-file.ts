import type { JobState } from './job-state.ts';

/** A file that is read must not take longer. */
const MILLISECONDS = 10_000;

/** The text of a file as processes of the job see it: whatever a link of theirs leads to, this reads no more than they may.
 *  @throws .NET's sentence when there is none */
export function seenFile({ folders, request }: Pick<JobState, 'folders' | 'request'>, path: string): string {
  const { enclosure } = request.machine;
  const { text, code } = enclosure.ask({
    file: 'sh',
    // Only what is a file has an end.
    args: ['-c', '[ -f "$1" ] && exec cat -- "$1" >&3', 'sh', path],
    cwd: folders.workspace,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    ...{ input: '', readable: [], milliseconds: MILLISECONDS },
  });
  if (code !== 0) throw new Error(`Could not find file '${path}'.`);
  return text;
}
