import { at, type Place } from './token.ts';

/** A workflow file that GitHub itself would refuse: the run fails before any job starts. */
export class InvalidWorkflow extends Error {
  override readonly name = 'InvalidWorkflow';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** One thing that GitHub does and this rehearsal does not. */
export interface Refusal {
  /** What it is, as a part of a sentence: `"container" of a job`. */
  readonly what: string;
  /** `undefined` only where nothing of a file is in sight. */
  readonly place: Place | undefined;
  /** What to do; the general advice where there is none. */
  readonly next?: string;
}

/** Things that GitHub does and this rehearsal does not. They are never passed over: what follows would not be what GitHub does. Nor are
 *  they the result of a step, a job or a run: GitHub never said so. Whoever turns errors into results lets this one pass. */
export class NotRehearsed extends Error {
  override readonly name = 'NotRehearsed';
  readonly refusals: readonly Refusal[];

  /** @param found what it is, or all that was found: sorted by file and line here, each said once */
  constructor(found: string | readonly Refusal[], place?: Place) {
    const refusals = typeof found === 'string' ? [{ what: found, place }] : distinct(found);
    super(refusals.map(sentence).join('\n'));
    this.refusals = refusals;
  }

  /** The same, with this place for what has none of its own. */
  at(place: Place): NotRehearsed {
    return new NotRehearsed(this.refusals.map((refusal) => ({ ...refusal, place: refusal.place ?? place })));
  }
}

/** One sentence for people, with the place first, as editors link it. */
const sentence = ({ what, place, next = 'remove it or run this part on GitHub' }: Refusal): string =>
  `${place === undefined ? '' : `${at(place)}: `}${what} is not rehearsed; ${next}.`;

function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  const bySentence = new Map(refusals.map((refusal) => [sentence(refusal), refusal]));
  return [...bySentence.values()].sort(
    (a, b) => compare(a.place?.file ?? '', b.place?.file ?? '') || (a.place?.line ?? 0) - (b.place?.line ?? 0),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
