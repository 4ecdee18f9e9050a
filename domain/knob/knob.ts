import type { Kind } from './kind.ts';
import type { StrategyWord } from './strategy-word.ts';

/** Actions and commands that may take a knob. */
export type ActionTaker = 'rollout' | 'rollback';
export type CommandTaker = 'watch' | 'apply' | 'rollback';

/** One setting of a rollout, said once: inputs of actions, options of the command, fields of a tier, inputs of generated workflows and
 *  the pages that tell of them are made from it. What it does stands where it is done. */
export interface Knob<Value = unknown> {
  /** In inputs and options. */
  readonly name: string;
  readonly kind: Kind<Value>;
  readonly default: Value;
  /** What it is, after its name and a colon, without a full stop. */
  readonly about: string;
  /** The same of the opposite, where an option turns off what is on otherwise. */
  readonly off?: string;
  /** Whole sentences, for whoever reads more than one line. */
  readonly more?: string;
  /** What is different where a rollback takes it. */
  readonly back?: { readonly default?: Value; readonly about?: string; readonly more?: string };
  /** Where it means something; with every strategy where nothing is said. */
  readonly strategies?: readonly [StrategyWord, ...StrategyWord[]];
  readonly actions: readonly ActionTaker[];
  readonly commands: readonly CommandTaker[];
  /** What a delivery calls it: a field of the tier, or of its strategy where the knob belongs to one. */
  readonly field?: string;
  /** A variable of GitHub that changes it without generating anew. */
  readonly variable?: string;
  /** Masked, and no option: it is read from this variable of the environment. */
  readonly secret?: { readonly environment: string };
}

/** @param kind of its values; the default is one of them */
export const knob = <Value, const Given extends Omit<Knob<Value>, 'kind'>>(
  kind: Kind<Value>,
  given: Given & { readonly default: Value },
): Given & { readonly kind: Kind<Value>; readonly default: Value } => ({ ...given, kind });

export type ValueOf<Record> = Record extends { readonly kind: Kind<infer Value> } ? Value : never;
