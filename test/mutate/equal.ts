import type { Mutant } from './instrument/mutant.ts';

/** A mutant that no test can notice, because nothing differs. Said of a place by its text: lines move. */
export interface Equal {
  /** Every file where it is left out. */
  readonly file?: string;
  /** The line in which the change begins, without the blanks around it. */
  readonly line: string | RegExp;
  /** What is changed; left out: anything in that line. */
  readonly original?: string | RegExp;
  readonly replacement?: string;
  readonly reason: string;
}

export const EQUAL: readonly Equal[] = [
  {
    line: /^default:$/,
    original: /^default:\s+return assertNever\(\w+(\.\w+)*\);$/,
    reason: 'No value of the type comes here: a case that is missing does not compile.',
  },
  {
    file: 'engine/rollout/perform/perform.ts',
    line: /^case '(superseded|unknown)':$/,
    reason: 'These ends record nothing: what fits no case goes the same way.',
  },
  {
    file: 'engine/rollout/state/history-secret.ts',
    line: '} catch {',
    replacement: '{}',
    reason: 'A function that ends has returned undefined.',
  },
  {
    file: 'engine/rollout/preflight/access-review.ts',
    line: "const [plural = '', subresource] = resource.split('/');",
    original: "''",
    reason: 'A text that was split has a first part.',
  },
  {
    file: 'engine/rollout/preflight/access-review.ts',
    line: "if (partAt(status, 'allowed') === true) return 'yes';",
    original: "'yes'",
    reason: 'Nobody looks for what is granted.',
  },
];

const fits = (wanted: string | RegExp | undefined, text: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === text : wanted.test(text));

export const equalOf = (mutant: Mutant, all = EQUAL): Equal | undefined =>
  all.find(
    ({ file, line, original, replacement }) =>
      fits(file, mutant.file) &&
      fits(line, mutant.lineText) &&
      fits(original, mutant.original) &&
      fits(replacement, mutant.replacement),
  );
