import type { Narrator } from '../../rehearsal/story/narrator.ts';
import { shownText } from '../../rehearsal/story/shown-text.ts';
import type { Approver } from '../../rehearsal/story/world-stage.ts';
import type { Answers } from './answers.ts';

/** Whoever sits in front of the rehearsal answers for the reviewers. Only `y` and `yes` approve; the end of the input is a no. */
export const reviewer =
  (narrator: Narrator, answers: Answers): Approver =>
  async (environment) => {
    narrator.ask(`  Approve ${shownText(environment)}? [y/N] `);
    const answer = await answers.next();
    narrator.answered(answer);
    if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return true;
    const why = answer === undefined ? ': the input ended before an answer (in a script: --approve)' : '';
    narrator.sentence(`${environment} was rejected${why}.`, 'warning');
    return false;
  };

/** For scripts: everything is approved. */
export const alwaysYes: Approver = async () => true;
