import { LOCK, type Lock, lockedAction } from '../../../catalogue/lock.ts';
import type { StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import type { Equipment } from './check.ts';

/** Actions of other repositories: GitHub would fetch and run them, the rehearsal has a stand-in for some, each for one commit. */
export function thirdPartyRefusals(
  step: StepDefinition,
  { standIns }: Equipment,
  lock: Lock = LOCK,
): readonly Refusal[] {
  if (step.kind !== 'uses' || /^(\.|\$)\//.test(step.uses)) return [];
  const { uses, place } = step;
  if (uses.startsWith('docker://')) return [{ what: `"uses: ${uses}", a container,`, place }];
  const [action = '', ref = ''] = uses.split('@');
  const locked = lockedAction(action, lock);
  if (locked === undefined || !standIns.has(action)) {
    const known = [...standIns.keys()].sort().join(', ');
    return [{ what: `the action ${uses}`, place, next: `there are stand-ins for ${known}` }];
  }
  if (ref === locked.sha) return [];
  const next = `the stand-in is for ${locked.sha} (${locked.version}); pin the step to that commit`;
  return [{ what: `${action} at "${ref}"`, place, next }];
}
