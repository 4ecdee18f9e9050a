import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Delivery } from '../../domain/delivery.ts';
import { findPython, machineEnvironment } from '../../rehearsal/builder/python.ts';
import { generatedFiles } from '../generated-files.ts';
import { knownDelivery } from './stood-in-identities.ts';
import { versionNotes } from './version-notes.ts';

/** What of a delivery this machine can rehearse. */
export interface DeliveryHere {
  readonly delivery: Delivery;
  /** Generated files that differ for it, by path, and files that are left out; none where everything can run as it is. */
  readonly replaced?: ReadonlyMap<string, string | undefined>;
  /** The first line of a rehearsal. */
  readonly firstLine: string;
  /** What stands in for something else, a sentence each. */
  readonly notes?: readonly string[];
}

/** Everything, or without Python (with venv and pip) what is not written in it: then the generated files are those of the smaller
 *  delivery, and the first line says so.
 *  @throws a sentence where nothing is left */
export async function deliveryHere(whole: Delivery): Promise<DeliveryHere> {
  const { delivery, replaced, note } = knownDelivery(whole);
  const notes = note === undefined ? [] : [note];
  if (needsPython(delivery) && !(await canRunPython())) {
    const smaller = withoutPython(delivery);
    return { ...smaller, notes: [...notes, ...(await versionNotes(smaller.delivery))] };
  }
  const names = delivery.services.map(({ name }) => name).join(' and ');
  return {
    delivery,
    ...(replaced.size === 0 ? {} : { replaced }),
    firstLine: `Rehearsing ${names}: the generated workflows, unchanged, on this machine.`,
    notes: [...notes, ...(await versionNotes(delivery))],
  };
}

/** The part of a delivery that needs no Python. @throws where it has none */
export function withoutPython(whole: Delivery): DeliveryHere & { readonly replaced: ReadonlyMap<string, string> } {
  const delivery = smaller(whole);
  if (delivery.services.length === 0)
    throw new Error(
      'There is no Python with venv and pip here, and every service of this delivery needs it: install it.',
    );
  const names = delivery.services.map(({ name }) => name).join(' and ');
  return {
    delivery,
    replaced: new Map(generatedFiles(delivery).map(({ path, content }) => [path, content])),
    firstLine: `There is no Python with venv and pip here: ${names} is rehearsed alone, with the workflows that are generated for it.`,
  };
}

const needsPython = ({ services, tiers }: Delivery): boolean =>
  services.some(({ test }) => test.runtime === 'python') ||
  tiers.some(({ verify }) => verify !== undefined && verify.reach !== 'job');

async function canRunPython(): Promise<boolean> {
  try {
    const { program } = await findPython('3.12');
    await promisify(execFile)(program, ['-c', 'import venv, pip'], { env: machineEnvironment() });
    return true;
  } catch {
    return false;
  }
}

const smaller = (delivery: Delivery): Delivery => ({
  ...delivery,
  services: delivery.services
    .filter(({ test }) => test.runtime !== 'python')
    .map((service) => ({ ...service, calls: [] })),
  tiers: delivery.tiers.map((tier) => ({ ...tier, verify: undefined })),
});
