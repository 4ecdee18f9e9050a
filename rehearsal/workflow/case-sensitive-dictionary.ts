import { data } from './parser/github-parser.mjs';

interface Pair {
  key: string;
  value: data.ExpressionData;
}

/** The `env` context of a runner on Linux: names that differ only in case are different variables. All other contexts compare
 *  without case.
 *  @see https://github.com/actions/runner (CaseSensitiveDictionaryContextData in StepsRunner) */
export class CaseSensitiveDictionary extends data.Dictionary {
  readonly #pairs: readonly Pair[];

  constructor(pairs: readonly Pair[]) {
    super();
    this.#pairs = pairs;
  }

  override get(key: string): data.ExpressionData | undefined {
    return this.#pairs.find((pair) => pair.key === key)?.value;
  }

  override values(): data.ExpressionData[] {
    return this.#pairs.map(({ value }) => value);
  }

  override pairs(): Pair[] {
    return [...this.#pairs];
  }
}
