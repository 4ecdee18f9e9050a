import { isActionName, isVersionTag, type LockedAction } from '../../domain/locked-action.ts';
import { type ActionSource, Unseen } from '../../engine/actions-lock/action-source.ts';
import { judgePin } from '../../engine/actions-lock/judge-pin.ts';
import { placeOf, readAction } from '../../engine/actions-lock/read-action.ts';
import { Misuse } from '../command-line/given.ts';
import type { LockFile } from './lock-file.ts';

/** Writes the commits of these tags into the lock: all of them, or nothing.
 *  @param wanted `owner/name@tag` each */
export async function addAction(lock: LockFile, source: ActionSource, wanted: readonly string[]): Promise<number> {
  if (wanted.length === 0) throw new Misuse('sluice actions add wants OWNER/NAME@TAG.');
  const asked = wanted.map(readWanted);
  try {
    const entries: Record<string, LockedAction> = {};
    for (const { name, tag } of asked) entries[name] = await entryOf(lock, source, name, tag);
    lock.write(entries);
    console.log(`Written: ${lock.shown}.`);
    if (lock.unsaid !== undefined) console.log(lock.unsaid);
    return 0;
  } catch (error) {
    console.error(`Nothing is written: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof Unseen ? 3 : 1;
  }
}

function readWanted(text: string): { readonly name: string; readonly tag: string } {
  const at = text.indexOf('@');
  const [name, tag] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (!isActionName(name) || !isVersionTag(tag))
    throw new Misuse(`"${text}" is no action at a version: wanted OWNER/NAME@TAG, such as actions/setup-java@v5.2.0.`);
  return { name, tag };
}

/** What the tag of an action names now. @throws a sentence where there is none */
export async function entryOf(
  lock: LockFile,
  source: ActionSource,
  name: string,
  version: string,
): Promise<LockedAction> {
  const { repository } = placeOf(name);
  const sha = await source.commitOf(repository, version);
  if (sha === undefined) throw new Error(`${repository} has no tag ${version}, as far as can be seen.`);
  const branch = await source.branchOf(repository, sha, version);
  const before = lock.actions[name];
  if (before?.version === version && before.sha !== sha && branch === undefined)
    throw new Error(
      `${version} of ${repository} was moved from ${before.sha.slice(0, 12)} to ${sha.slice(0, 12)}, which no branch has. That is how tags are taken over: take another version.`,
    );
  const { locked, loose } = await readAction(source, name, { version, sha }, lock.actions[name]?.permissions ?? []);
  console.log(`  ${name} at ${sha} ${judgePin({ repository, version, sha, tagged: sha, branch }).sentence}`);
  if (/^v?\d+(\.\d+)?$/.test(version))
    console.log(`    note: ${version} is moved with every release; a whole version such as v1.2.3 stays.`);
  for (const uses of loose) console.log(`    note: it uses ${uses}, which is no commit and can be changed.`);
  return locked;
}
