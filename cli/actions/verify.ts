import type { ActionSource } from '../../engine/actions-lock/action-source.ts';
import { verifyLock } from '../../engine/actions-lock/verify-lock.ts';
import type { LockFile } from './lock-file.ts';

/** Says of every entry what GitHub says of it. @returns 1 where one is refused, 3 where one could not be asked for */
export async function verifyActions({ actions, own, shown, unsaid }: LockFile, source: ActionSource): Promise<number> {
  const found = await verifyLock(actions, source);
  const of = (outcome: string) => found.filter((each) => each.outcome === outcome);
  for (const { name, sentence } of of('accepted')) console.log(`  ${name} ${sentence}`);
  for (const { name, sentence } of of('refused')) console.error(`✗ ${name}: ${sentence}`);
  const unseen = of('unseen');
  for (const sentence of new Set(unseen.map((each) => each.sentence)))
    console.error(
      `? not asked for: ${unseen.flatMap((each) => (each.sentence === sentence ? [each.name] : [])).join(', ')}. ${sentence}`,
    );
  if (unsaid !== undefined && Object.keys(own).length > 0) console.error(`? nothing reads ${shown}. ${unsaid}`);
  console.log(`${of('accepted').length} of ${found.length} actions are what their tags name.`);
  return of('refused').length > 0 ? 1 : unseen.length > 0 ? 3 : 0;
}
