/** Numbers, digests and words of GitHub's own below an event: no text of anybody. */
const GIVEN =
  /^(action|number|id|sha|after|before|node_id|state|merged|draft|run_number|run_attempt|conclusion|status|created|deleted|forced)$/;

/** Whether a path of the `github` context may hold text that somebody without rights chose: titles, bodies, names of branches, messages.
 *  What is not known to be GitHub's own below an event counts as such, and an event as a whole does.
 *  @see https://docs.github.com/en/actions/concepts/security/script-injections */
export function isStrangers(path: readonly string[]): boolean {
  const [context = '', property = '', ...rest] = path.map((each) => each.toLowerCase());
  if (context !== 'github') return false;
  if (property === 'head_ref' || property === '' || property === '*') return true;
  return property === 'event' && !GIVEN.test(rest.at(-1) ?? '');
}
