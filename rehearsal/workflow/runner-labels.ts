import { evaluateToken, type Scope } from './expression.ts';
import { NotRehearsed } from './problems.ts';
import { childOf, type Token } from './token.ts';

/** Refuses a job that wants another operating system than Linux: every job runs on this machine, as if it were Ubuntu's image.
 *  @throws {NotRehearsed} */
export function checkRunner(runsOn: Token | undefined, scope: Scope): void {
  if (runsOn === undefined) return;
  const labels = evaluateToken(runsOn.kind === 'map' ? (childOf(runsOn, 'labels') ?? runsOn) : runsOn, scope);
  const other = [labels].flat().find((label) => /^(windows|macos)/i.test(String(label)));
  if (other !== undefined) throw new NotRehearsed(`"runs-on: ${String(other)}"`, runsOn.place);
}
