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

/** Something GitHub does and this rehearsal does not. It is never passed over: what follows would not be what GitHub does. */
export class NotRehearsed extends Error {
  override readonly name = 'NotRehearsed';

  constructor(what: string, place?: Place) {
    super(
      `${place === undefined ? '' : `${at(place)}: `}${what} is not rehearsed; remove it or run this part on GitHub.`,
    );
  }
}
