import { STRATEGY_WORDS, type StrategyWord } from './knob/strategy-word.ts';
import type { Strategy } from './strategy.ts';

/** Which strategy a word means. */
export const STRATEGY_KINDS: Readonly<Record<StrategyWord, Strategy['kind']>> = {
  rolling: 'rolling',
  'blue-green': 'blueGreen',
  canary: 'canary',
};

/** What a strategy is called in inputs and options. */
export function wordOfStrategy({ kind }: Strategy): StrategyWord {
  const word = STRATEGY_WORDS.find((each) => STRATEGY_KINDS[each] === kind);
  if (word === undefined) throw new Error(`There is no word for the strategy "${kind}".`);
  return word;
}
