import { COMPARISON, type Measure, measureProblems, urlProblems } from './measure.ts';
import { InvalidInput, type Problem } from './problem.ts';

/** What inputs and options say about a measure, each '' where nothing is said. */
export interface MeasureWords {
  readonly url: string;
  readonly value: string;
  readonly samples: string;
  readonly tolerance: string;
  readonly minimum: string;
  /** Whether there is a token; its value is nobody's business here. */
  readonly hasToken: boolean;
}

/** @param nameOf what a word is called where it was given: `metric-url`, `--metric-url`.
 *  @returns `undefined` when nothing was said. @throws {InvalidInput} with everything that is wrong or missing. */
export function measureOf(
  words: MeasureWords,
  nameOf: (word: 'url' | 'value' | 'samples' | 'tolerance' | 'minimum') => string,
): Measure | undefined {
  const { url, value, samples, tolerance, minimum, hasToken } = words;
  const given = (['url', 'value', 'samples', 'tolerance', 'minimum'] as const).filter((word) => words[word] !== '');
  if (given.length === 0 && !hasToken) return undefined;
  const missing = (['url', 'value', 'samples'] as const).filter((word) => words[word] === '');
  const measure: Measure = {
    source: { kind: 'prometheus', url },
    value,
    samples,
    tolerance: tolerance === '' ? COMPARISON.tolerance : numberOf(tolerance),
    minimum: minimum === '' ? COMPARISON.minimum : numberOf(minimum),
  };
  const problems: Problem[] = [
    ...missing.map((word) => ({
      field: nameOf(word),
      value: '',
      message: `A measure needs ${nameOf('url')}, ${nameOf('value')} and ${nameOf('samples')} together. Give it, or leave all of them out.`,
    })),
    ...(url === '' ? [] : urlProblems(url, hasToken, nameOf('url'))),
    ...(['value', 'samples', 'tolerance', 'minimum'] as const).flatMap((word) =>
      missing.some((name) => name === word)
        ? []
        : measureProblems(measure, '')
            .filter(({ field }) => field === `.${word}`)
            .map((problem) => ({ ...problem, field: nameOf(word), value: words[word] })),
    ),
  ];
  if (problems.length > 0) throw new InvalidInput('The measure', problems);
  return measure;
}

const numberOf = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);
