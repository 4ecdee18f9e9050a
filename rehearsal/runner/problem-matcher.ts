import { MATCHED_PARTS, type MatchedPart, type MatcherConfig, type MatcherPattern } from './matcher-config.ts';

/** What a matcher has read from one line, or from several. */
export type Match = Readonly<Partial<Record<MatchedPart, string>>>;

/** Looks through output line by line; keeps in mind what the patterns before the last one have found.
 *  @see https://github.com/actions/runner src/Runner.Worker/IssueMatcher.cs (IssueMatcher.Match) */
export class ProblemMatcher {
  readonly #config: MatcherConfig;
  /** What each pattern but the last one has found, with what was found before it. */
  #running: (Match | undefined)[];

  constructor(config: MatcherConfig) {
    this.#config = config;
    this.#running = nothingYet(config);
  }

  match(line: string): Match | undefined {
    const { patterns } = this.#config;
    for (let index = patterns.length - 1; index >= 0; index--) {
      const pattern = patterns[index];
      const before = index > 0 ? this.#running[index - 1] : {};
      if (pattern === undefined || before === undefined) continue;
      const found = read(pattern, line, before);
      if (index < patterns.length - 1) {
        this.#running[index] = found;
      } else if (found === undefined) {
        if (index > 0) this.#running[index - 1] = undefined;
      } else {
        this.reset();
        if (pattern.loop) this.#running[index - 1] = before;
        return this.#withDefaults(found);
      }
    }
    return undefined;
  }

  reset(): void {
    this.#running = nothingYet(this.#config);
  }

  #withDefaults(match: Match): Match {
    const { severity, fromPath } = this.#config;
    return { ...match, severity: match.severity || severity, fromPath: match.fromPath || fromPath };
  }
}

const nothingYet = ({ patterns }: MatcherConfig): (Match | undefined)[] =>
  Array.from({ length: patterns.length - 1 }, () => undefined);

function read({ regexp, groups }: MatcherPattern, line: string, before: Match): Match | undefined {
  const found = regexp.exec(line);
  if (found === null) return undefined;
  const own = MATCHED_PARTS.flatMap((part): [MatchedPart, string][] => {
    const group = groups[part];
    return group === undefined ? [] : [[part, found[group] ?? '']];
  });
  return { ...Object.fromEntries(own), ...before };
}
