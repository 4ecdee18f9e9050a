import { type Check, Skipped } from '../scenario-run/check.ts';
import { type RolloutTold, runRollout } from '../scenario-run/run-rollout.ts';
import { ROLLOUT_SCENARIOS } from './rollout-scenarios.ts';

/** A check for every rollout scenario; what each showed is handed to `keep`, passed or not.
 *  @param compared whether kubectl is timed on the same objects */
export const rolloutChecks = (compared: boolean, keep: (told: RolloutTold) => void): readonly Check[] =>
  ROLLOUT_SCENARIOS.map((scenario) => ({
    name: `rollout: ${scenario.name}`,
    async run({ images, ...around }) {
      if (around.cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
      const told = await runRollout(scenario, images, around, compared);
      keep(told);
      if (told.problems.length > 0) throw new Error(told.problems.join('\n'));
      return told.last.outputs['sentence'];
    },
  }));
