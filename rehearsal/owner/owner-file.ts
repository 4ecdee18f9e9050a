import { readFileSync, statSync, utimesSync } from 'node:fs';
import { type Owner, ownerState, startOf, thisOwner } from './owner.ts';

/** A living owner touches its file as often as this. */
const BEAT_MILLISECONDS = 20_000;

/** What is known of the owner of something by the file that names it. */
export type Ownership = 'alive' | 'dead' | 'unseen' | 'unnamed';

/** What a file that names an owner says. */
export const ownerText = (): string => `${JSON.stringify(thisOwner())}\n`;

/** What is known of the owner that a file names, and how long nobody has touched the file. `unnamed`: there is no such file, or it
 *  names nobody. */
export function lookAtOwner(file: string, now: number): { readonly ownership: Ownership; readonly quiet: number } {
  let touched: number | undefined;
  try {
    touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  } catch {
    // It is another user's, and may be in use right now.
    return { ownership: 'unseen', quiet: 0 };
  }
  const owner = touched === undefined ? undefined : readOwner(file);
  if (touched === undefined || owner === undefined) return { ownership: 'unnamed', quiet: now - (touched ?? now) };
  return { ownership: ownerState(owner, thisOwner(), startOf), quiet: now - touched };
}

/** Touches a file of this owner's now and then, so that whoever cannot see this process sees that it lives. @returns an end to that */
export function beat(file: string): () => void {
  const timer = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {} // Somebody has removed it: what it stood for is nobody's any more.
  }, BEAT_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

function readOwner(file: string): Owner | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isOwner(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

const isOwner = (value: unknown): value is Owner =>
  typeof value === 'object' &&
  value !== null &&
  ['system', 'namespace', 'startedAt'].every((name) => typeof Reflect.get(value, name) === 'string') &&
  typeof Reflect.get(value, 'pid') === 'number';
