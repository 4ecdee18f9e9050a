import { historyName } from '../../../domain/history-object.ts';
import { type History, lastGood } from './history.ts';
import { parseEntry } from './history-entry.ts';
import { fitting, textOf } from './history-secret.ts';
import { UnusableHistory } from './unusable-history.ts';

/** Makes sure that what is about to be remembered has room, and the state to go back to beside it.
 *  @param isUndone whether a failure is to be undone; where it is not, nobody needs the state before.
 *  @throws {UnusableHistory} before anything is written. */
export function assertRoom(history: History, key: string, service: string, isUndone: boolean): void {
  const { kept, left } = fitting(history);
  const own = history.find((entry) => entry.key === key);
  const back = isUndone ? lastGood(history, key) : undefined;
  const homeless = [own, back].find((entry) => entry !== undefined && !kept.has(entry));
  // What is left out because ten others are newer comes in again when it is good.
  if (homeless === undefined || left === 0) return;
  const what = homeless === own ? 'these manifests' : 'these manifests and the last good state beside them';
  throw new UnusableHistory(
    'history-too-large',
    `Secret "${historyName(service)}" has no room for ${what}, so a failure could not be undone: ${Math.ceil(left / 1024)} KiB more, packed, than the 1000 KiB that it takes. Nothing was written. Move large files out of the manifests${homeless === own ? '' : ', or roll out without going back when it fails'}.`,
  );
}

/** Makes sure that what is about to be remembered can be read again. @throws {UnusableHistory} before anything is written. */
export function assertReadable(history: History, key: string, namespace: string): void {
  const own = history.find((entry) => entry.key === key);
  const read = own === undefined ? undefined : parseEntry(key, textOf(own), namespace);
  if (read === undefined || 'key' in read) return;
  throw new UnusableHistory(
    read.reason,
    `The history could not keep these manifests, because what it would keep ${read.what}: nobody could return to them later. Nothing was written. Change that, then roll out again.`,
  );
}
