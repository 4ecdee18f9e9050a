import { assertNever } from '../brand.ts';
import type { Measure } from '../measure.ts';
import { measureOf } from '../measure-words.ts';
import { InvalidInput, type Problem } from '../problem.ts';
import type { Seconds } from '../seconds.ts';
import { blueGreen, canary, rolling, type Strategy, strategyProblems } from '../strategy.ts';
import { GRACES, type Graces } from '../verdict/graces.ts';
import { strategyFields } from './fields.ts';
import type { Knob } from './knob.ts';
import { KNOBS, type KnobName, type KnobValues } from './knobs.ts';
import type { StrategyWord } from './strategy-word.ts';

/** How something is rolled out: what all knobs say together. */
export interface RolloutSettings {
  readonly strategy: Strategy;
  readonly graces: Graces;
  /** How long returning to the last good state may take; `undefined` when a failure is left as it is. */
  readonly rollback: Seconds | undefined;
  /** Whether objects of earlier states that this one lacks are deleted after a good end; otherwise they are named. */
  readonly prune: boolean;
  /** How long a complete rollout is looked at further, without the lock; 0 is not at all. */
  readonly watchAfter: Seconds;
  /** Field managers from which all that they own of the objects is taken over. */
  readonly takeOver: readonly string[];
}

/** How knobs were given. */
export interface Giving {
  /** What a knob is called there: `--bake`, `bake`. */
  readonly nameOf: (name: KnobName) => string;
  /** Whether somebody said it. */
  readonly isGiven: (name: KnobName) => boolean;
}

/** @throws {InvalidInput} with everything that does not go together */
export function settingsOf(values: KnobValues, giving: Giving): RolloutSettings {
  const { strategy: word, rollback, timeout } = values;
  const strays = [...strayProblems(KNOBS, values, giving), ...uselessProblems(values, giving)];
  const measure = word === 'canary' ? measureGiven(values, giving, strays) : undefined;
  const strategy = strategyGiven(word, values, measure);
  const problems = [...strays, ...strategyProblems(strategy, giving.nameOf('strategy'))];
  if (problems.length > 0) throw new InvalidInput('The rollout', problems);
  return {
    strategy,
    graces: { ...GRACES, ...values.graces, timeout, stableFor: values['stable-for'] },
    rollback: rollback ? values['rollback-timeout'] : undefined,
    prune: values.prune,
    watchAfter: values['watch-after'],
    takeOver: values['take-over'],
  };
}

/** What belongs to another strategy: it would have no effect. */
export function strayProblems(
  knobs: readonly (Knob & { readonly name: KnobName })[],
  values: KnobValues,
  { nameOf, isGiven }: Giving,
): readonly Problem[] {
  return knobs
    .filter(({ name, strategies }) => strategies?.includes(values.strategy) === false && isGiven(name))
    .map(({ name, strategies = [], secret }) => ({
      field: nameOf(name),
      value: secret === undefined ? values[name] : '***',
      message: `Only ${strategies.join(' or ')} takes it, and the strategy is ${values.strategy}. Leave it out, or use ${strategies.join(' or ')}.`,
    }));
}

const uselessProblems = ({ rollback, ...values }: KnobValues, { nameOf, isGiven }: Giving): readonly Problem[] =>
  rollback || !isGiven('rollback-timeout')
    ? []
    : [
        {
          field: nameOf('rollback-timeout'),
          value: values['rollback-timeout'],
          message: 'It means nothing where a failure is left as it is: leave one of them out.',
        },
      ];

function measureGiven(values: KnobValues, { nameOf }: Giving, problems: Problem[]): Measure | undefined {
  try {
    return measureOf(
      {
        url: values['metric-url'],
        value: values['metric-value'],
        samples: values['metric-samples'],
        tolerance: values['metric-tolerance'],
        minimum: values['metric-minimum'],
        hasToken: values['metric-token'] !== '',
      },
      (word) => nameOf(`metric-${word}`),
    );
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function strategyGiven(word: StrategyWord, values: KnobValues, measure: Measure | undefined): Strategy {
  switch (word) {
    case 'rolling':
      return rolling();
    case 'blue-green':
      return blueGreen(strategyFields(word, values));
    case 'canary':
      return canary({ ...strategyFields(word, values), ...(measure === undefined ? {} : { measure }) });
    default:
      return assertNever(word);
  }
}
