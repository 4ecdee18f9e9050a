import { startTrouble } from '../../../domain/verdict/start-trouble.ts';
import type { FailureCode } from '../../../domain/verdict/table.ts';
import type { Failed } from '../../../domain/verdict/verdict.ts';
import type { Evidence } from './evidence.ts';
import { shortened } from './shortened.ts';

/** Classes whose cause a container has usually said itself, in its last line. */
const SPOKEN: ReadonlySet<FailureCode> = new Set<FailureCode>(['crash-loop', 'init-failed', 'job-failed']);
const LONGEST = 160;

/** The verdict with what the failing container said last, so that most people need not open the log, and with the remedy for it where
 *  these words are known. The text is raw: whoever prints the sentence masks and cleans it, as it does with every sentence. */
export function withLastWords<Told extends Pick<Failed, 'class' | 'sentence' | 'remedy' | 'trouble'>>(
  verdict: Told,
  { logs }: Pick<Evidence, 'logs'>,
): Told {
  if (!SPOKEN.has(verdict.class)) return verdict;
  const said = [...logs]
    .sort((a, b) => Number(b.run === 'previous') - Number(a.run === 'previous'))
    .flatMap(({ lines }) => lines.findLast((line) => line.trim() !== '') ?? [])[0];
  if (said === undefined) return verdict;
  const words = said.trim().replace(/\s+/g, ' ');
  const sentence = `${verdict.sentence} It said: "${shortened(words, LONGEST)}"`;
  const trouble = startTrouble(words);
  if (trouble === undefined) return { ...verdict, sentence };
  return { ...verdict, sentence, remedy: trouble.remedy, trouble: trouble.code };
}
