import type { Narrator } from '../../rehearsal/story/narrator.ts';
import { shownText } from '../../rehearsal/story/shown-text.ts';
import type { Approver } from '../../rehearsal/story/world-stage.ts';
import type { Answers } from './answers.ts';

/** Whoever sits in front of the rehearsal answers for the reviewers. Only `y` and `yes` approve; `n`, `no`, an empty line and the end of the
 *  input reject; after anything else it is asked again.
 *  @param rejected hears which environment was */
export const reviewer =
  (narrator: Narrator, answers: Answers, rejected: (environment: string) => void = () => {}): Approver =>
  async (environment) => {
    await answers.forgetTypedAhead();
    for (;;) {
      narrator.ask(`  Approve ${shownText(environment)}? [y/N] `);
      const answer = await answers.next();
      narrator.answered(answer);
      const meant = meaning(answer);
      if (meant === 'yes') return true;
      if (meant === 'unclear') {
        narrator.sentence('That is neither yes nor no.', 'warning');
        continue;
      }
      const why = answer === undefined ? ': the input ended before an answer (in a script: --approve)' : '';
      narrator.sentence(`${environment} was rejected${why}.`, 'warning');
      rejected(environment);
      return false;
    }
  };

function meaning(answer: string | undefined): 'yes' | 'no' | 'unclear' {
  const word = (answer ?? '').trim();
  if (/^y(es)?$/i.test(word)) return 'yes';
  return word === '' || /^no?$/i.test(word) ? 'no' : 'unclear';
}

/** For scripts: everything is approved. */
export const alwaysYes: Approver = async () => true;
