import { type Cut, cut, never, type VerifierStep } from './cuts.ts';
import { goesOn, type PlantedYes } from './planted-yes.ts';

const CONSENT = 'engine/approval/consent.ts';
const RULES = 'engine/approval/gate-rules.ts';
const REVIEWERS = 'engine/approval/reviewers.ts';

const step = (asks: string, cuts: readonly Cut[], planted: PlantedYes): VerifierStep => ({
  ...{ asks: `consent: ${asks}`, cuts },
  attempt: goesOn(planted),
});

const SHOWN = 'api none sha256:0000000000000000000000000000000000000000000000000000000000000000';
const JOB = 'gateJob.run !== run || gateJob.attempt !== 1 || gateJob.conclusion !== ';

/** Everything that is asked of a yes before something is rolled out by it. */
export const CONSENT_STEPS: readonly VerifierStep[] = [
  step('whether anybody said yes', [cut(CONSENT, 'by.length > 0 ? [] : missing(yes, wanted)', '[]')], { by: 'nobody' }),
  step('whether they had a part in it', [cut(CONSENT, 'without(observed.excluded, yes);', 'yes;')], {
    by: 'the author',
  }),
  step('whether somebody said no', [cut(CONSENT, 'no.length === 0 ? []', 'no.length >= 0 ? []')], {
    also: 'somebody said no',
  }),
  step('of which run the job of the gate is', [cut(CONSENT, 'gateJob.run !== run ||', '')], {
    gateJob: 'of another run',
  }),
  step('whether the job of the gate succeeded', [cut(CONSENT, `${JOB}'success'`, 'gateJob.run !== run')], {
    gateJob: 'failed',
  }),
  step('how old the yes is', [cut(CONSENT, 'age >= 0 && age <= expires', 'age >= 0')], { gateJob: 'long ago' }),
  step('what ran when people were asked', [cut(CONSENT, 'shown.includes(baseLine(base))', 'shown.length > 0')], {
    shown: SHOWN,
  }),
  step('which attempt of the run it is', [cut('engine/approval/second-attempt.ts', 'attempt === 1', 'attempt >= 1')], {
    attempt: 2,
  }),
  step(
    'whether somebody too many may say yes',
    [cut(REVIEWERS, '.filter((one) => wants?.has(keyOf(one)) !== true)', '.filter(() => false)')],
    {
      rules: { reviewers: ['operators', 'interns'] },
    },
  ),
  step(
    'whether everybody is asked who should be',
    [cut(REVIEWERS, '.filter((one) => has?.has(keyOf(one)) !== true)', '.filter(() => false)')],
    { wants: 'team operators\nteam leads' },
  ),
  step(
    'whether anybody is asked',
    [
      never(REVIEWERS, 'reviewers.length === 0'),
      cut(REVIEWERS, '.filter((one) => has?.has(keyOf(one)) !== true)', '.filter(() => false)'),
    ],
    { rules: { reviewers: [] } },
  ),
  step('whether people approve their own requests', [cut(RULES, "gate.selfReview === 'possible' &&", 'false &&')], {
    rules: { selfReview: true },
  }),
  step('whether administrators may go past', [cut(RULES, "gate.bypass === 'possible' &&", 'false &&')], {
    rules: { bypass: true },
  }),
];
