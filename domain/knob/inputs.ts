import type { InputSpec } from '../action-contract.ts';
import { eachByName } from './by-name.ts';
import type { ActionTaker, Knob, ValueOf } from './knob.ts';
import { KNOBS, type TakenBy } from './knobs.ts';

/** An input that nobody has to give. */
export type KnobInput = InputSpec & { readonly default: string };

/** What an action promises of the knobs that it takes. */
export const inputsOf = (knobs: readonly Knob[], taker: ActionTaker): Readonly<Record<string, KnobInput>> =>
  Object.fromEntries(
    knobs.filter(({ actions }) => actions.includes(taker)).map((knob) => [knob.name, inputOf(knob, taker)]),
  );

function inputOf({ kind, strategies, back, secret, ...knob }: Knob, taker: ActionTaker): KnobInput {
  const said = { ...knob, ...(taker === 'rollback' ? back : {}) };
  const about = strategies === undefined ? capital(said.about) : `${strategies.join(', ')}: ${said.about}`;
  return {
    description: [`${about}.`, said.more, kind.written].filter((part) => part !== undefined).join(' '),
    default: kind.format(said.default),
    ...(secret === undefined ? {} : { secret: true }),
  };
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** The same with the names of all that there are. */
export const knobInputs = <Taker extends ActionTaker>(
  taker: Taker,
): Readonly<Record<TakenBy<Taker>['name'], KnobInput>> => eachByName(Object.entries(inputsOf(KNOBS, taker)));

type Parsers<Taker extends ActionTaker> = {
  readonly [Each in TakenBy<Taker> as Each['name']]: (text: string) => ValueOf<Each>;
};

/** How an action reads them. */
export const knobParsers = <Taker extends ActionTaker>(taker: Taker): Parsers<Taker> => {
  const knobs: readonly Knob[] = KNOBS;
  return eachByName(knobs.filter(({ actions }) => actions.includes(taker)).map(({ name, kind }) => [name, kind.parse]));
};
