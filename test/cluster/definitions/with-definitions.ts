import type { Kubectl } from '../bring-up/kubectl.ts';

/** Gives the cluster kinds for the time of `work`. Those that were there already stay, and the others are gone when it returns. */
export async function withDefinitions<T>(
  kubectl: Kubectl,
  definitions: readonly object[],
  work: () => Promise<T>,
): Promise<T> {
  const names = definitions.map((definition) => `${KIND}/${Object(definition).metadata.name}`);
  const before = (await kubectl('get', ...names, '--ignore-not-found', '--output=name')).split('\n');
  try {
    // Their schemas are longer than the annotation of a client's own apply may be.
    await kubectl.apply(definitions, '--server-side', '--force-conflicts');
    await kubectl('wait', '--for=condition=Established', '--timeout=60s', ...names);
    return await work();
  } finally {
    const ours = names.filter((name) => !before.includes(name));
    if (ours.length > 0) await kubectl('delete', '--ignore-not-found', '--timeout=90s', ...ours);
  }
}

/** As kubectl writes it. */
const KIND = 'customresourcedefinition.apiextensions.k8s.io';
