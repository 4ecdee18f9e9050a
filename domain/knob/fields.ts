import type { Claim } from '../rules/claim.ts';
import { optional, type Shape } from '../shape/shape.ts';
import { eachByName } from './by-name.ts';
import { valueProblem } from './kind.ts';
import type { Knob, ValueOf } from './knob.ts';
import { type AnyKnob, KNOBS, type KnobValues } from './knobs.ts';
import type { StrategyWord } from './strategy-word.ts';

type Said = Extract<AnyKnob, { readonly field: string }>;
type OfStrategy = Extract<Said, { readonly strategies: readonly StrategyWord[] }>;
type Having<Record, Word extends StrategyWord> = Record extends { readonly strategies: readonly (infer Each)[] }
  ? Word extends Each
    ? Record
    : never
  : never;

/** What a tier may say of its rollouts, whatever their strategy. */
export type TierFields = { readonly [Each in Exclude<Said, OfStrategy> as Each['field']]?: ValueOf<Each> };

/** What a strategy says. */
export type StrategyFields<Word extends StrategyWord> = {
  readonly [Each in Having<OfStrategy, Word> as Each['field']]: ValueOf<Each>;
};

/** A knob that a delivery can say. */
export type SaidKnob = Knob & { readonly field: string };

/** Those of a tier, or of one of its strategies. */
export const saidKnobs = (knobs: readonly Knob[], strategy?: StrategyWord): readonly SaidKnob[] =>
  knobs.filter(
    (each): each is SaidKnob =>
      each.field !== undefined &&
      (strategy === undefined ? each.strategies === undefined : each.strategies?.includes(strategy) === true),
  );

/** What a strategy says where nobody has said otherwise. */
export const strategyDefaults = <Word extends StrategyWord>(word: Word): StrategyFields<Word> =>
  eachByName(saidKnobs(KNOBS, word).map((each) => [each.field, each.default]));

/** What a strategy says, by what its knobs say. */
export const strategyFields = <Word extends StrategyWord>(word: Word, values: KnobValues): StrategyFields<Word> => {
  const said: Readonly<Record<string, unknown>> = values;
  return eachByName(saidKnobs(KNOBS, word).map(({ field, name }) => [field, said[name]]));
};

/** Of what form each field of a tier is. */
export const tierFieldShapes: Readonly<Record<keyof TierFields, Shape>> = eachByName(
  saidKnobs(KNOBS).map(({ field, kind }) => [field, optional(kind.shape)]),
);

/** The same for a strategy. @param form whether each must be said */
export const strategyFieldShapes = <Word extends StrategyWord>(
  word: Word,
  form: (shape: Shape) => Shape = (shape) => shape,
): Readonly<Record<keyof StrategyFields<Word>, Shape>> =>
  eachByName(saidKnobs(KNOBS, word).map(({ field, kind }) => [field, form(kind.shape)]));

/** What is wrong with them. A value that nobody said is none. */
export const fieldClaims = (knobs: readonly SaidKnob[], values: Readonly<Record<string, unknown>>): readonly Claim[] =>
  knobs
    .filter(({ field }) => values[field] !== undefined)
    .map(({ field, kind }) => {
      const value = values[field];
      const problem = valueProblem(kind, value);
      return { field, value, holds: problem === undefined, message: problem ?? '' };
    });
