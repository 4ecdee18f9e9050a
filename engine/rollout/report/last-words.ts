import type { FailureCode } from '../../../domain/verdict/table.ts';
import type { Evidence } from './evidence.ts';

/** Classes whose cause a container has usually said itself, in its last line. */
const SPOKEN: ReadonlySet<FailureCode> = new Set<FailureCode>(['crash-loop', 'init-failed', 'job-failed']);
const LONGEST = 160;
/** What is kept of the beginning of a longer line; the rest is its end, where most of them name the cause. */
const BEGINNING = 60;

/** The sentence with what the failing container said last, so that most people need not open the log. The text is raw:
 *  whoever prints the sentence masks and cleans it, as it does with every sentence. */
export function withLastWords(sentence: string, code: FailureCode, { logs }: Pick<Evidence, 'logs'>): string {
  if (!SPOKEN.has(code)) return sentence;
  const said = [...logs]
    .sort((a, b) => Number(b.run === 'previous') - Number(a.run === 'previous'))
    .flatMap(({ lines }) => lines.findLast((line) => line.trim() !== '') ?? [])[0];
  if (said === undefined) return sentence;
  const words = said.trim().replace(/\s+/g, ' ');
  return `${sentence} It said: "${words.length <= LONGEST ? words : `${words.slice(0, BEGINNING)} … ${words.slice(BEGINNING + 3 - LONGEST)}`}"`;
}
