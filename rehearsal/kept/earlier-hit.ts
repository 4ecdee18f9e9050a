import { linesOf } from '../stand-ins/cache.ts';
import type { Caches } from './caches.ts';

/** A step that ran: what it uses, and what it was given. */
export interface RunStep {
  readonly run: string;
  readonly with: Readonly<Record<string, string>>;
}

/** Whether a step has found in the cache what an earlier rehearsal has kept there.
 *  @param branches whose caches its run may use */
export function isEarlierHit(caches: Caches, branches: readonly string[], { run, with: given }: RunStep): boolean {
  const { key = '', path = '' } = given;
  if (!/^actions\/cache\/restore@/.test(run)) return false;
  const scopes = branches.map((branch) => `refs/heads/${branch}`);
  const found = caches.find({ scopes, key, restoreKeys: [], paths: linesOf(path) });
  return found?.key === key && found.isEarlier;
}
