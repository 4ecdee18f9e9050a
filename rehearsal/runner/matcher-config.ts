/** One regular expression of a problem matcher, with the groups that say what was found. */
export interface MatcherPattern {
  readonly regexp: RegExp;
  readonly groups: Readonly<Partial<Record<MatchedPart, number>>>;
  /** Matches line after line, after the patterns before it matched once. */
  readonly loop: boolean;
}

export const MATCHED_PARTS = ['file', 'line', 'column', 'severity', 'code', 'message', 'fromPath'] as const;
export type MatchedPart = (typeof MATCHED_PARTS)[number];

export interface MatcherConfig {
  readonly owner: string;
  readonly severity: string;
  readonly fromPath: string;
  readonly patterns: readonly MatcherPattern[];
}

/** Reads a file of problem matchers. @throws with the runner's sentence about what is wrong in it.
 *  @see https://github.com/actions/runner src/Runner.Worker/IssueMatcher.cs (Validate)
 *  @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md */
export function readMatchers(text: string): readonly MatcherConfig[] {
  const root: unknown = JSON.parse(text);
  const matchers = listOf(fieldOf(root, 'problemMatcher')).map(readMatcher);
  const owners = new Set<string>();
  for (const { owner } of matchers) {
    if (owners.has(owner.toLowerCase())) throw new Error(`Duplicate owner name '${owner}'`);
    owners.add(owner.toLowerCase());
  }
  return matchers;
}

function readMatcher(matcher: unknown): MatcherConfig {
  const owner = textOf(fieldOf(matcher, 'owner'));
  if (owner === '') throw new Error('Owner must not be empty');
  const severity = textOf(fieldOf(matcher, 'severity'));
  if (!['', 'error', 'warning', 'notice'].includes(severity.toLowerCase())) {
    throw new Error(`Matcher '${owner}' contains unexpected default severity '${severity}'`);
  }
  const given = listOf(fieldOf(matcher, 'pattern'));
  if (given.length === 0) throw new Error(`Matcher '${owner}' does not contain any patterns`);
  const set = new Set<MatchedPart>();
  const patterns = given.map((pattern, index) =>
    readPattern(pattern, { isFirst: index === 0, isLast: index === given.length - 1 }, set),
  );
  if (!set.has('message')) throw new Error("At least one pattern must set 'message'");
  return { owner, severity, fromPath: textOf(fieldOf(matcher, 'fromPath')), patterns };
}

/** @param set parts that patterns before this one have set; it is added to */
function readPattern(
  pattern: unknown,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
  set: Set<MatchedPart>,
): MatcherPattern {
  const loop = fieldOf(pattern, 'loop') === true;
  if (loop && (isFirst || !isLast)) throw new Error("Only the last pattern in a multiline matcher may set 'loop'");
  const regexp = new RegExp(textOf(fieldOf(pattern, 'regexp')));
  const groups: Partial<Record<MatchedPart, number>> = {};
  for (const part of MATCHED_PARTS) {
    const group = fieldOf(pattern, part);
    if (typeof group !== 'number') continue;
    if (set.has(part)) throw new Error(`The property '${part}' is set twice`);
    if (group < 0 || group >= groupCount(regexp)) {
      throw new Error(`The property '${part}' is set to ${group} which is out of range`);
    }
    set.add(part);
    groups[part] = group;
  }
  if (loop && groups.message === undefined) throw new Error("The loop pattern must set 'message'");
  return { regexp, groups, loop };
}

/** Groups of an expression, the whole match among them. */
const groupCount = ({ source }: RegExp): number => new RegExp(`${source}|`).exec('')?.length ?? 1;

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
