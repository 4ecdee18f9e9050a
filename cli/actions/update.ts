import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LockedAction } from '../../domain/locked-action.ts';
import { type ActionSource, Unseen } from '../../engine/actions-lock/action-source.ts';
import { findNewer, takeBump, type Update, type UsedCommit } from '../../engine/actions-lock/find-updates.ts';
import { Misuse } from '../command-line/given.ts';
import { readText } from '../repository-files.ts';
import { entryOf } from './add.ts';
import type { LockFile } from './lock-file.ts';
import { usedCommits } from './used-commits.ts';

interface Asked {
  /** These alone; all where none is named. */
  readonly names: readonly string[];
  readonly major: boolean;
}

/** Takes bumps of workflows into the lock, or looks for newer versions. What is refused keeps nothing else from being taken. */
export async function updateActions(lock: LockFile, source: ActionSource, asked: Asked): Promise<number> {
  const unknown = asked.names.find((name) => !Object.hasOwn(lock.actions, name));
  if (unknown !== undefined)
    throw new Misuse(`The lock has no "${unknown}": "sluice actions add ${unknown}@TAG" adds it.`);
  const isAsked = (name: string): boolean => asked.names.length === 0 || asked.names.includes(name);
  const bumped = bumps(lock).filter(({ name }) => isAsked(name));
  const entries: Record<string, LockedAction> = {};
  let worst = 0;
  const attempt = async (name: string, find: () => Promise<Update | undefined>): Promise<void> => {
    try {
      const update = await find();
      if (update === undefined) return;
      if (update.note !== undefined) console.log(`    note: of ${name} ${update.note}.`);
      entries[name] = await entryOf(lock, source, name, update.version);
    } catch (error) {
      console.error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
      worst = error instanceof Unseen ? Math.max(worst, 3) : worst === 0 ? 1 : worst;
    }
  };
  for (const each of bumped) await attempt(each.name, () => takeBump(source, each));
  if (bumped.length === 0)
    for (const [name, locked] of Object.entries(lock.actions))
      if (isAsked(name)) await attempt(name, () => newer(source, name, locked, asked.major));
  if (Object.keys(entries).length === 0) {
    if (worst === 0) console.log('Nothing is newer than the lock.');
    return worst;
  }
  lock.write(entries);
  console.log(`Written: ${lock.shown}. Next: sluice synth.`);
  if (lock.unsaid !== undefined) console.log(lock.unsaid);
  return worst;
}

async function newer(
  source: ActionSource,
  name: string,
  locked: LockedAction,
  major: boolean,
): Promise<Update | undefined> {
  const found = await findNewer(source, name, locked, major);
  if (found === undefined || 'sha' in found) return found;
  console.log(`  ${name} ${locked.version}: there is ${found.onlyMajor}, of another major version; --major takes it.`);
  return undefined;
}

/** What workflows name otherwise than the lock. */
function bumps({ root, actions }: LockFile): readonly UsedCommit[] {
  const folder = '.github/workflows';
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  return usedCommits(
    names.filter((name) => /\.ya?ml$/.test(name)).map((name) => readText(root, `${folder}/${name}`) ?? ''),
  ).filter(({ name, sha }) => Object.hasOwn(actions, name) && actions[name]?.sha !== sha);
}
