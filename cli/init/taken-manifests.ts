/** What a delivery writes below its folder of manifests. */
const OURS = /^(?:base|overlays|bootstrap)\//;

/** A folder for generated manifests where the usual one holds some of somebody's own.
 *  @param foreign paths of files that are not Sluice's
 *  @returns `undefined` where nothing is in the way */
export function takenManifests(foreign: readonly string[]): string | undefined {
  const isFree = (folder: string): boolean =>
    !foreign.some((path) => path.startsWith(`${folder}/`) && OURS.test(path.slice(folder.length + 1)));
  if (isFree('k8s')) return undefined;
  return ['sluice/k8s', ...foreign.map((_, index) => `sluice-${index + 2}/k8s`)].find(isFree);
}
