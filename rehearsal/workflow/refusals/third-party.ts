import { LOCK, type Lock, type LockedAction, lockedAction } from '../../../catalogue/lock.ts';
import type { ActionStep, StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { parseUses } from '../uses-reference.ts';
import type { Equipment } from './check.ts';

/** Actions of other repositories: GitHub would fetch and run them, the rehearsal has a stand-in for some, each for one version.
 *  @param repository this one, whose actions are run themselves; a runner that asks has looked at that */
export function thirdPartyRefusals(
  step: StepDefinition,
  { standIns, repository }: Pick<Equipment, 'standIns'> & Partial<Equipment>,
  lock: Lock = LOCK,
): readonly Refusal[] {
  if (step.kind !== 'uses') return [];
  const { uses, place } = step;
  const reference = parseUses(uses);
  const own = repository === undefined ? undefined : `${repository.owner}/${repository.name}`.toLowerCase();
  if (reference?.kind === 'docker') return [{ what: `"uses: ${uses}", a container,`, place }];
  if (reference?.kind !== 'repository' || reference.repository.toLowerCase() === own) return [];
  const action = [reference.repository, reference.path].filter((part) => part !== '').join('/');
  const locked = lockedAction(action, lock);
  if (locked === undefined || !standIns.has(action)) {
    const known = [...standIns.keys()].sort().join(', ');
    return [{ what: `the action ${uses}`, place, next: `there are stand-ins for ${known}` }];
  }
  if (!names(reference.ref, locked)) {
    const next = `the stand-in is for ${locked.sha} (${locked.version}); pin the step to that commit`;
    return [{ what: `${action} at "${reference.ref}"`, place, next }];
  }
  return withoutRequired(step, action, locked);
}

/** A tag of the version means it too, whole or by its first numbers: `v7` and `v7.0` are `v7.0.1`. */
const names = (ref: string, { sha, version }: LockedAction): boolean =>
  ref === sha || ref === version || version.startsWith(`${ref}.`);

/** The runner does not ask for required inputs: what happens without one is the action's own business, which the stand-in does not know. */
const withoutRequired = (
  { with: given, place }: ActionStep,
  action: string,
  { inputs }: LockedAction,
): readonly Refusal[] =>
  Object.entries(inputs)
    .filter(([name, { required }]) => required === true && !given?.entries.some(({ key }) => same(key, name)))
    .map(([name]) => ({ what: `${action} without its input "${name}"`, place, next: 'give it under "with"' }));

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
