/** Words below an event that hold numbers, digests, truths or names of GitHub's own, whatever stands around them: no text of anybody. A login
 *  and the full name of a repository have letters, digits and few signs. */
export const GIVEN_WORDS = [
  ...(['action', 'number', 'id', 'sha', 'head_sha', 'after', 'before', 'node_id', 'state', 'merged', 'draft'] as const),
  ...(['run_number', 'run_attempt', 'run_id', 'conclusion', 'status', 'created', 'deleted', 'forced'] as const),
  ...(['fork', 'private', 'author_association', 'login', 'full_name', 'html_url', 'type', 'schedule'] as const),
] as const;
/** One of them. */
export type GivenWord = (typeof GIVEN_WORDS)[number];

const GIVEN: ReadonlySet<string> = new Set(GIVEN_WORDS);

/** Whether a path of the `github` context may hold text that somebody without rights chose: titles, bodies, names of branches, messages.
 *  What is not known to be GitHub's own below an event counts as such, and an event as a whole does. Labels are made by who may triage.
 *  @see https://docs.github.com/en/actions/concepts/security/script-injections */
export function isStrangers(path: readonly string[]): boolean {
  if (path[0]?.toLowerCase() !== 'github') return false;
  const [, property = '', ...rest] = path.map((each) => each.toLowerCase());
  if (property === 'head_ref' || property === '' || property === '*') return true;
  if (property !== 'event') return false;
  const isLabel = rest.at(-1) === 'name' && (rest.at(-2) === 'label' || rest.at(-3) === 'labels');
  return !isLabel && !GIVEN.has(rest.at(-1) ?? '');
}
