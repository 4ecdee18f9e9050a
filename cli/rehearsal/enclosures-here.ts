import type { Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import { plainEnclosures } from '../../rehearsal/enclosure/plain-enclosures.ts';
import { findSandbox, type Sandbox } from '../../rehearsal/enclosure/sandbox/find-sandbox.ts';
import type { Watcher } from '../../rehearsal/enclosure/watcher.ts';
import { machinePath } from '../../rehearsal/machine-path.ts';

/** How the processes of a rehearsal are enclosed on this machine. */
export interface EnclosuresHere {
  readonly enclosures: Enclosures;
  /** Part of the first line of a rehearsal: what strangers' code can reach. */
  readonly sentence: string;
}

/** Sandboxes where this machine has them, else none.
 *  @param subject whose processes they are
 *  @param checkout what is rehearsed, of which no process sees more than it checks out
 *  @param scratch of this rehearsal */
export async function enclosuresHere(
  subject: string,
  { checkout, scratch, watcher }: { readonly checkout: string; readonly scratch: string; readonly watcher: Watcher },
): Promise<EnclosuresHere> {
  const path = process.env['PATH'] ?? '';
  const sandbox = await findSandbox({
    path,
    programs: machinePath(path, checkout, ''),
    hidden: [checkout, scratch],
    folder: scratch,
    watcher,
  });
  const enclosures = sandbox.kind === 'works' ? sandbox.enclosures : plainEnclosures(watcher);
  return { enclosures, sentence: reachSentence(subject, sandbox) };
}

/** What is said of it. The network is never closed: jobs reach what stands in for GitHub, registries and clusters by it. */
export const reachSentence = (subject: string, sandbox: Sandbox): string =>
  sandbox.kind === 'works'
    ? `${subject} run in sandboxes: they read the system and programs, write what is theirs, see nothing else of your files and processes, and share this machine's network.`
    : `${subject} run as you, with your files: ${sandbox.why}.`;
