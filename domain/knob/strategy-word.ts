/** What a strategy is called in inputs and options. */
export const STRATEGY_WORDS = ['rolling', 'blue-green', 'canary'] as const;
export type StrategyWord = (typeof STRATEGY_WORDS)[number];
