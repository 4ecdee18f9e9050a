import { saidKnobs } from '../../domain/knob/fields.ts';
import type { ActionTaker, Knob } from '../../domain/knob/knob.ts';
import { KNOBS } from '../../domain/knob/knobs.ts';
import { STRATEGY } from '../../domain/knob/strategy-knobs.ts';
import { ROLLBACK_TIMEOUT, TIMEOUT } from '../../domain/knob/time-knobs.ts';
import type { Strategy } from '../../domain/strategy.ts';
import { wordOfStrategy } from '../../domain/strategy-words.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Expression } from '../language/expression.ts';
import { measureInputs } from './measure-inputs.ts';
import { tunable } from './tunable.ts';

type Text = string | Expression<string, 'vars'>;
type Inputs = Readonly<Record<string, Text>>;

/** What a tier and its strategy say, as inputs of the `rollout` action. A default says nothing, but for what a variable may change.
 *  @param cloudToken of the job's keyless login */
export function rolloutInputs(tier: Tier, cloudToken: Expression<string, 'steps'>) {
  const { rollout, rollback } = tier;
  const measure = rollout.kind === 'canary' ? rollout.measure : undefined;
  // A time for what is not done would be refused.
  const done = rollback === false ? KNOBS.filter((each) => each !== ROLLBACK_TIMEOUT) : KNOBS;
  return {
    ...strategyInputs(rollout, 'rollout'),
    ...(measure === undefined ? {} : measureInputs(measure, cloudToken)),
    ...inputsSaid(saidKnobs(done), { ...tier }, 'rollout'),
  };
}

/** The same for the `rollback` action: going back has no steps, nothing is measured on the way, and it may take as long as the way
 *  back from a failed rollout. */
export const rollbackInputs = (tier: Tier): Inputs => ({
  ...strategyInputs(tier.rollout, 'rollback'),
  ...inputsSaid(saidKnobs(KNOBS), { ...tier }, 'rollback'),
  [TIMEOUT.name]: inputOf(ROLLBACK_TIMEOUT, tier.rollbackTimeout),
});

function strategyInputs(strategy: Strategy, taker: ActionTaker): Inputs {
  const word = wordOfStrategy(strategy);
  return {
    ...(word === STRATEGY.default ? {} : { [STRATEGY.name]: word }),
    ...inputsSaid(saidKnobs(KNOBS, word), { ...strategy }, taker),
  };
}

/** The knobs among these that an action takes, each as its field says it. @param values by the names of the fields */
export const inputsSaid = (
  knobs: readonly (Knob & { readonly field: string })[],
  values: Readonly<Record<string, unknown>>,
  taker: ActionTaker,
): Inputs =>
  Object.fromEntries(
    knobs
      .filter(
        (knob) => knob.actions.includes(taker) && (knob.variable !== undefined || isSaid(knob, values[knob.field])),
      )
      .map((knob) => [knob.name, inputOf(knob, values[knob.field])]),
  );

const isSaid = ({ kind, default: otherwise }: Knob, value: unknown): boolean =>
  value !== undefined && kind.format(value) !== kind.format(otherwise);

function inputOf({ kind, variable, default: otherwise }: Knob, value: unknown): Text {
  const text = kind.format(value ?? otherwise);
  return variable === undefined ? text : tunable(variable, text);
}
