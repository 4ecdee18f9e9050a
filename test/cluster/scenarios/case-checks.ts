import { type Check, Skipped } from '../scenario-run/check.ts';
import { type CaseTold, runCase } from '../scenario-run/run-case.ts';
import { ADMISSION_CASES } from './admission-cases.ts';
import { CAUSE_CASES } from './cause-cases.ts';
import { CHANGE_CASES } from './change-cases.ts';
import { CONTAINER_CASES } from './container-cases.ts';
import { HEALING_CASES } from './healing-cases.ts';
import { IMAGE_CASES } from './image-cases.ts';
import { OWNERSHIP_CASES } from './ownership-cases.ts';
import { PLACEMENT_CASES } from './placement-cases.ts';
import type { RolloutCase } from './rollout-case.ts';
import { WAY_BACK_CASES } from './way-back-cases.ts';

export const ROLLOUT_CASES: readonly RolloutCase[] = [
  ...IMAGE_CASES,
  ...CONTAINER_CASES,
  ...PLACEMENT_CASES,
  ...ADMISSION_CASES,
  ...HEALING_CASES,
  ...CHANGE_CASES,
  ...CAUSE_CASES,
  ...WAY_BACK_CASES,
  ...OWNERSHIP_CASES,
];

/** The acceptance scenarios among cases or checks: their names begin with their numbers. */
export const isAcceptance = ({ name }: { readonly name: string }): boolean => /^(\w+: )?S\d/.test(name);

/** What has to hold every time: acceptance scenarios, and nothing that heals by itself may be taken for a failure. */
export const REPEATED_CASES: readonly RolloutCase[] = ROLLOUT_CASES.filter(
  (one) => isAcceptance(one) || HEALING_CASES.includes(one),
);

/** A check for every case; what each showed is handed to `keep`, passed or not.
 *  @param compared whether kubectl is timed on the same objects */
export const caseChecks = (
  cases: readonly RolloutCase[],
  compared: boolean,
  keep: (id: string, told: CaseTold) => void,
): readonly Check[] =>
  cases.map((one) => ({
    name: `case: ${one.name} [${one.id}]`,
    ...(one.registry === undefined ? {} : { alone: true }),
    async run(around) {
      if (around.cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
      const told = await runCase(one, around, compared);
      keep(one.id, told);
      if (told.problems.length > 0) throw new Error(told.problems.join('\n'));
      return `${told.last.outputs['seconds-to-verdict']} s: ${told.last.outputs['sentence']}`;
    },
  }));
