import type { Delivery } from '../../domain/delivery.ts';
import { isOfVersion } from '../../domain/runtime-version.ts';
import { findPython } from '../../rehearsal/builder/python.ts';

/** Where this machine runs a service with another version than the delivery asks for, a sentence each: what only the real one does is not
 *  seen. */
export async function versionNotes({ services }: Pick<Delivery, 'services'>): Promise<readonly string[]> {
  const notes = services.map(async ({ name, test }) => {
    // What of others is on this machine the step that sets it up says.
    if (test.runtime !== 'node' && test.runtime !== 'python') return [];
    const here = test.runtime === 'node' ? process.versions.node : await pythonHere(test.version);
    return here === undefined || isOfVersion(here, test.version)
      ? []
      : [`${name} wants ${NAMES[test.runtime]} ${test.version}, and runs with ${here} of this machine.`];
  });
  return (await Promise.all(notes)).flat();
}

const NAMES = { node: 'Node.js', python: 'Python' } as const;

/** `undefined` where this machine has none: whoever needs it says so. */
const pythonHere = (wanted: string): Promise<string | undefined> =>
  findPython(wanted).then(
    ({ version }) => version,
    () => undefined,
  );
