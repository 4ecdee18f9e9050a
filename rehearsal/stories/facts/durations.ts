import { assertNever } from '../../../domain/brand.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { Deed } from '../../story/deed.ts';
import type { StoryDelivery } from '../../story/story.ts';

/** Variables that tune an environment (docs/setup.md). */
const VARIABLES = [
  'SLUICE_TIMEOUT',
  'SLUICE_STABLE_FOR',
  'SLUICE_ROLLBACK_TIMEOUT',
  'SLUICE_BAKE',
  'SLUICE_SCALE_DOWN_DELAY',
] as const;
type Variable = (typeof VARIABLES)[number];

/** No duration, and another one for each variable: whoever is told it says which. */
const nonsense = (variable: Variable): string => `what ${variable} says`;
const NONSENSE = Object.fromEntries(VARIABLES.map((variable) => [variable, nonsense(variable)]));

/** An administrator gives an environment durations that are none. */
export const mistune = ({ name }: Tier): Deed => ({
  do: 'set up an environment',
  environment: name,
  variables: NONSENSE,
});

/** The delivery after that. */
export function mistuned(of: StoryDelivery, { name }: Tier): StoryDelivery {
  const { variables = {}, environments = {} } = of.setting ?? {};
  return {
    ...of,
    setting: { variables, environments: { ...environments, [name]: { ...environments[name], ...NONSENSE } } },
  };
}

/** What a rollout to a mistuned tier says: each of its durations is the one that the environment sets. */
export const rolloutMistuned = ({ rollout }: Tier): RegExp =>
  said({
    timeout: 'SLUICE_TIMEOUT',
    'stable-for': 'SLUICE_STABLE_FOR',
    'rollback-timeout': 'SLUICE_ROLLBACK_TIMEOUT',
    ...ofStrategy(rollout),
  });

/** A rollback takes as long as the variable for rollbacks says. */
export const rollbackMistuned = ({ rollout }: Tier): RegExp =>
  said({ timeout: 'SLUICE_ROLLBACK_TIMEOUT', 'stable-for': 'SLUICE_STABLE_FOR', ...ofStrategy(rollout) });

type Inputs = Readonly<Record<string, Variable>>;

function ofStrategy({ kind }: Strategy): Inputs {
  switch (kind) {
    case 'rolling':
    case 'canary':
      return {};
    case 'blueGreen':
      return { bake: 'SLUICE_BAKE', 'scale-down-delay': 'SLUICE_SCALE_DOWN_DELAY' };
    default:
      return assertNever(kind);
  }
}

/** All of them and nothing else, in any order. */
function said(inputs: Inputs): RegExp {
  const lines = Object.entries(inputs).map(([input, variable]) => `(?=[^]*\\n *${input} = "${nonsense(variable)}")`);
  return new RegExp(`^The inputs cannot be used: ${lines.length} problems.${lines.join('')}`);
}
