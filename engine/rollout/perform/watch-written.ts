import { foreignParts } from '../ownership/foreign-parts.ts';
import { tell } from '../report/timeline.ts';
import { factsOf, type Undertaking } from '../undertaking.ts';
import { type Sighting, type Target, type Watching, watchRollout } from '../watch/watch-rollout.ts';
import type { StepEnd } from './course.ts';
import { explained } from './explain.ts';
import { removeUnstarted } from './unstarted-job.ts';

/** Watches what was just written, as its request says and with its ports. */
export const watchWritten = (
  targets: readonly Target[],
  { request, ports }: Pick<Undertaking, 'request' | 'ports'>,
  change: Partial<Watching> = {},
): Promise<Sighting> => watchRollout({ ...request, ...ports, seen: tell(ports, 'rollout'), targets, ...change });

/** What was seen, as the end of a step: nothing where it is complete. A failure is explained before anything is undone.
 *  @throws {NewerRun} */
export async function stepEnd(sighting: Sighting, undertaking: Undertaking): Promise<StepEnd | undefined> {
  const { request, ports } = undertaking;
  const { end } = sighting;
  switch (end.state) {
    case 'complete': {
      // Before anybody has traffic of it.
      const sentence = foreignParts(undertaking.written.workloads);
      return sentence === undefined ? undefined : { kind: 'unknown', sentence };
    }
    case 'failed': {
      const { secondsToVerdict } = factsOf(undertaking);
      const why = await explained(end, sighting, request, ports);
      await removeUnstarted(sighting, request, ports);
      return { kind: 'failed', failure: { ...why, secondsToVerdict } };
    }
    case 'cancelled':
      return { kind: 'aborted' };
    case 'superseded':
    case 'unknown':
      return { kind: end.state, sentence: end.sentence };
  }
}
