import { join } from 'node:path/posix';
import type { ActionStep, StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import { parseUses } from '../uses-reference.ts';
import type { ReadFile } from '../workflow-source.ts';
import type { Checks, Equipment } from './check.ts';
import { ownActionRefusals } from './own-actions.ts';

type Look = (step: StepDefinition) => Promise<readonly Refusal[]>;

/** Looks at a step, and into the actions of this repository that it uses, at its commit and at the refs that steps name; one that uses
 *  itself is looked at once. */
export function stepLook(read: ReadFile, equipment: Equipment, checks: Checks, others = new Map<string, Look>()): Look {
  const looked = new Set<string>();
  const into = async (step: ActionStep): Promise<readonly Refusal[]> => {
    const action = ownAction(step.uses, equipment);
    if (action === undefined || looked.has(step.uses)) return [];
    looked.add(step.uses);
    const { folder, ref } = action;
    if (ref === undefined) return ownActionRefusals(step, folder, { file: read, action: equipment.readAction }, look);
    const there = await equipment.readAt?.(ref);
    if (there === undefined) return [];
    const other = others.get(ref) ?? stepLook(there, equipment, checks, others);
    others.set(ref, other);
    return ownActionRefusals(step, folder, { file: there, action: equipment.readAction }, other);
  };
  const look: Look = async (step) => {
    const used = await Promise.all(checks.used.map((check) => check(step, read)));
    return [
      ...checks.step.flatMap((check) => check(step, equipment)),
      ...used.flat(),
      ...(step.kind === 'uses' ? await into(step) : []),
    ];
  };
  return look;
}

/** Where an action of this repository lies; a ref only where one is named. */
function ownAction(uses: string, { repository: { owner, name } }: Equipment) {
  const reference = parseUses(uses);
  if (reference === undefined || reference.kind === 'docker') return undefined;
  const folder = join(reference.path);
  if (reference.kind !== 'repository') return { folder };
  const own = reference.repository.toLowerCase() === `${owner}/${name}`.toLowerCase();
  return own ? { folder, ref: reference.ref } : undefined;
}
