import { createVirtualClock } from '../../rehearsal/cluster/virtual-clock.ts';
import { withScriptedCluster } from '../scripted-cluster.ts';
import { scriptOf } from './shell-script.ts';

/** How much faster its time passes: a back-off of ten seconds takes a fifth of one. Time stands still while the machine is busy
 *  with something else, so a slow machine changes nothing. */
const STEP = { everyMilliseconds: 4, advance: 200 } as const;

/** Runs `work` with the kubeconfig of an embedded cluster whose kubelet follows scripts, and ends the cluster. As in the real one
 *  of the tests, nobody gives claims a volume. */
export async function withEmbeddedCluster<T>(work: (kubeconfig: string) => Promise<T>): Promise<T> {
  const clock = createVirtualClock();
  const passing = setInterval(() => clock.advance(STEP.advance), STEP.everyMilliseconds);
  try {
    return await withScriptedCluster(clock, scriptOf, work, { storageClasses: [] });
  } finally {
    clearInterval(passing);
  }
}
