import type { LockedAction } from '../../domain/locked-action.ts';
import { type ActionSource, Unseen } from './action-source.ts';
import { judgePin } from './judge-pin.ts';
import { placeOf, readAction } from './read-action.ts';

/** What is known of one entry of a lock. */
export interface Verified {
  readonly name: string;
  readonly outcome: 'accepted' | 'refused' | 'unseen';
  readonly sentence: string;
}

/** Asks for every entry whether it is what its tag names and takes what the lock says. Once GitHub has had enough, the rest is not asked. */
export async function verifyLock(
  actions: Readonly<Record<string, LockedAction>>,
  source: ActionSource,
): Promise<readonly Verified[]> {
  const found: Verified[] = [];
  for (const [name, locked] of Object.entries(actions))
    found.push({ name, ...(await verifyEntry(name, locked, source)) });
  return found;
}

async function verifyEntry(name: string, locked: LockedAction, source: ActionSource): Promise<Omit<Verified, 'name'>> {
  const { repository } = placeOf(name);
  const { version, sha } = locked;
  try {
    const tagged = await source.commitOf(repository, version);
    const branch = await source.branchOf(repository, sha, version);
    const { accepted, sentence } = judgePin({ repository, version, sha, tagged, branch });
    if (!accepted) return { outcome: 'refused', sentence };
    const { locked: now } = await readAction(source, name, locked, locked.permissions);
    return now.digest === locked.digest
      ? { outcome: 'accepted', sentence }
      : {
          outcome: 'refused',
          sentence: `takes or gives other things at ${sha.slice(0, 12)} than the lock says: ${differences(locked, now)}. "sluice actions add ${name}@${version}" writes what it says.`,
        };
  } catch (error) {
    if (error instanceof Unseen) return { outcome: 'unseen', sentence: error.message };
    return { outcome: 'refused', sentence: error instanceof Error ? error.message : String(error) };
  }
}

function differences(locked: LockedAction, now: LockedAction): string {
  const names = (kind: 'inputs' | 'outputs', word: string): readonly string[] => [
    ...Object.keys(locked[kind]).flatMap((each) => (Object.hasOwn(now[kind], each) ? [] : [`no ${word} ${each}`])),
    ...Object.keys(now[kind]).flatMap((each) =>
      Object.hasOwn(locked[kind], each) ? [] : [`also the ${word} ${each}`],
    ),
  ];
  return [...names('inputs', 'input'), ...names('outputs', 'output')].join(', ') || 'how it runs, or what it requires';
}
