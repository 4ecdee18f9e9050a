import type { ContainerScript } from '../../rehearsal/cluster/kubelet/scripted/script.ts';
import { SHELL_IMAGE } from './objects.ts';

/** What the shell commands of the cases do, told to a kubelet that starts nothing. Cases give each container the name of its
 *  script, because a script is found by image and container. */
const COMMANDS: Readonly<Record<string, ContainerScript>> = {
  main: {},
  ends: { runs: [{ exit: { code: 0, after: 1000 } }] },
  quits: { runs: [{ exit: { code: 3, after: 1000 } }] },
  crashes: { runs: [{ logs: ['going down'], exit: { code: 3, after: 1000 } }] },
  unready: { runs: [{ readyAfter: 'never' }] },
  // For a moment, as hooks of a chart do.
  works: { runs: [{ exit: { code: 0, after: 300 } }] },
  fails: { runs: [{ exit: { code: 1, after: 300 } }] },
  talks: { runs: [{ logs: ['one', 'two', 'three'] }] },
};

/** The script of a container; an image other than the shell's is not found by any registry. */
export const scriptOf = (reference: string, container: string): ContainerScript | undefined =>
  reference === SHELL_IMAGE ? (COMMANDS[container] ?? {}) : undefined;
