import type { Kubectl } from '../bring-up/kubectl.ts';

/** Gives the cluster kinds for the time of `work`. Where there were any of them, they are taken away as well: these tests are the only ones to
 *  have them. */
export async function withDefinitions<T>(
  kubectl: Kubectl,
  definitions: readonly object[],
  work: () => Promise<T>,
): Promise<T> {
  const names = definitions.map((definition) => `customresourcedefinitions/${Object(definition).metadata.name}`);
  // Their schemas are longer than the annotation of a client's own apply may be.
  await kubectl.apply(definitions, '--server-side', '--force-conflicts');
  try {
    await kubectl('wait', '--for=condition=Established', '--timeout=60s', ...names);
    return await work();
  } finally {
    await kubectl('delete', '--ignore-not-found', '--wait=false', ...names);
  }
}
