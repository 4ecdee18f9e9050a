import { assertNever } from '../brand.ts';
import { counted } from '../counted.ts';

/** What speaks against a backup. The drill of a database is good when there is none. */
export type Finding =
  | { readonly code: 'no-backup'; readonly database: string }
  | { readonly code: 'stale-backup'; readonly backup: string; readonly age: number; readonly freshFor: number }
  | { readonly code: 'wrong-database'; readonly what: string; readonly observed: string; readonly wanted: string }
  | { readonly code: 'left-over'; readonly copy: string; readonly removed: boolean }
  | { readonly code: 'no-copy'; readonly database: string }
  | {
      readonly code: 'never-ends';
      readonly copy: string;
      readonly age: number | undefined;
      readonly endsWithin: number;
    }
  | { readonly code: 'restore-failed'; readonly copy: string; readonly says: string }
  | { readonly code: 'empty-restore'; readonly copy: string; readonly wanted: number }
  | { readonly code: 'missing-collection'; readonly collection: string; readonly wanted: number }
  | { readonly code: 'extra-collection'; readonly collection: string; readonly observed: number }
  | {
      readonly code: 'wrong-count';
      /** `undefined` for all of them together, with those below documents. */
      readonly collection: string | undefined;
      readonly observed: number;
      readonly least: number;
      readonly most: number;
    }
  | { readonly code: 'not-comparable'; readonly backup: string; readonly age: number }
  | { readonly code: 'not-removed'; readonly copy: string; readonly says: string };

export type FindingCode = Finding['code'];

/** What was found, what was wanted, and what to do. */
export function findingSentence(finding: Finding): string {
  switch (finding.code) {
    case 'no-backup':
      return `There is no backup of ${finding.database} that could be restored. Run the setup again, which makes its schedules, and look tomorrow.`;
    case 'stale-backup':
      return `The newest backup, ${finding.backup}, is ${hours(finding.age)} old; wanted ${hours(finding.freshFor)} at most. Look at the schedules of the database: gcloud firestore backups schedules list.`;
    case 'wrong-database':
      return `${finding.what} is ${finding.observed}; wanted ${finding.wanted}. Nothing that was restored from it counts: say in the delivery which database is meant, or look who has made another one.`;
    case 'left-over':
      return finding.removed
        ? `An earlier drill has left ${finding.copy}, with the data of its backup; it is removed. Look why that run did not end.`
        : `${finding.copy} is called like a drill, and none has made it; it is not touched. Delete it, if it is yours to delete.`;
    case 'no-copy':
      return `Nothing was restored of ${finding.database} that could be compared. Look at the run that should have started it.`;
    case 'never-ends':
      return `The restore into ${finding.copy} ${finding.age === undefined ? 'is told by nobody' : `runs for ${hours(finding.age)}`}; wanted its end within ${hours(finding.endsWithin)}. It is given up: look at its operation, or allow it more time.`;
    case 'restore-failed':
      return `The restore into ${finding.copy} failed: ${finding.says}`;
    case 'empty-restore':
      return `${finding.copy} was restored and holds nothing; wanted ${documents(finding.wanted)}. This backup saves nobody: look at what writes to the database, and make another one.`;
    case 'missing-collection':
      return `The collection ${finding.collection} is not in the copy; wanted ${documents(finding.wanted)}.`;
    case 'extra-collection':
      return `The collection ${finding.collection} is in the copy, with ${documents(finding.observed)}, and was not in the database.`;
    case 'wrong-count':
      return `${finding.collection === undefined ? 'The copy' : `The collection ${finding.collection}`} has ${documents(finding.observed)}; wanted ${range(finding)}.`;
    case 'not-comparable':
      return `${finding.backup} is ${hours(finding.age)} old: the database cannot be read as it was then, and nobody has counted it. That the copy is whole is not known.`;
    case 'not-removed':
      return `${finding.copy} could not be deleted: ${finding.says} The next run tries again; until then it holds a copy of the data.`;
    default:
      return assertNever(finding);
  }
}

const hours = (milliseconds: number): string => `${Number((milliseconds / 3_600_000).toFixed(1))} h`;
const documents = (count: number): string => counted(count, 'document');
const range = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  least === most ? documents(most) : `${least} to ${documents(most)}`;
