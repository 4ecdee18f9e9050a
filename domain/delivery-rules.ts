import { clusterProblems } from './cluster.ts';
import type { Delivery } from './delivery.ts';
import { edgeProblems } from './edge/edge-rules.ts';
import { evidenceHomeProblems } from './evidence-home.ts';
import { lockProblems } from './locked-action.ts';
import { WORKFLOW_PREFIX } from './lot.ts';
import { manifestSourceOf } from './manifests/manifest-sources.ts';
import { observabilityProblems } from './observability/observability-rules.ts';
import type { Problem } from './problem.ts';
import { registryProblems } from './registry.ts';
import { repositoryProblems } from './repository.ts';
import { backupProblems } from './rules/backup-rules.ts';
import { lesserProofs, overlappingBranches } from './rules/branch-rules.ts';
import { insideChecksProblems } from './rules/checks-rules.ts';
import { broken, type Part, repeated } from './rules/claim.ts';
import { externalSecretsProblems } from './rules/external-secrets-rules.ts';
import { jobProblems } from './rules/job-rules.ts';
import { isInnerPath, PATH_WANTED } from './rules/names.ts';
import { orderProblems } from './rules/order-rules.ts';
import { copyProblems, prefixProblems } from './rules/prefix-rules.ts';
import { referenceProblems } from './rules/reference-rules.ts';
import { serviceProblems } from './rules/service-rules.ts';
import { storeProblems } from './rules/store-rules.ts';
import { tierProblems } from './rules/tier-rules.ts';
import { deliveryShape, serviceShape, tierShape } from './shape/delivery-shape.ts';
import { isOnlyTooMuch, isRecord, type Shape } from './shape/shape.ts';
import { type Waves, wavesProblems } from './waves.ts';

export { missingPaths as missingFolders } from './missing-paths.ts';

/** Every problem of a delivery at once: what is no field or of another kind than the field wants, and what is wrong with everything else. */
export function checkDelivery(given: Delivery): Problem[] {
  const shape = deliveryShape(given, '');
  if (!isRecord(given)) return [...shape];
  const services = soundParts(given.services, serviceShape, 'services');
  const tiers = soundParts(given.tiers, tierShape, 'tiers');
  const unsound = [...shape, ...services.problems, ...tiers.problems];
  const isSound = (part: string) =>
    isOnlyTooMuch(shape.filter(({ field }) => field === part || field.startsWith(`${part}.`)));
  return [
    ...unsound,
    ...emptyLists(given),
    ...placeProblems(given, isSound, tiers.parts),
    ...services.parts.flatMap(({ at, value }) => serviceProblems(value, at)),
    ...tiers.parts.flatMap(({ at, value }) =>
      tierProblems(
        value,
        at,
        tiers.parts.map((part) => part.value),
      ),
    ),
    ...(isSound('cluster') ? runProblems(given, services.parts, tiers.parts, isSound) : []),
    ...referenceProblems(services.parts, tiers.parts, {
      services: namesOf(given.services),
      tiers: namesOf(given.tiers),
    }),
    ...storeProblems(services.parts, tiers.parts),
    ...orderProblems(services.parts, tiers.parts),
    ...prefixProblems(services.parts, tiers.parts),
    ...copyProblems(services.parts, tiers.parts),
    ...edgeProblems(given, services.parts, tiers.parts, isSound('edge')),
    ...(given.backup !== undefined && isSound('backup') && isSound('cluster')
      ? backupProblems(given.backup, {
          cluster: given.cluster,
          ...(given.repository === undefined ? {} : { repository: given.repository }),
          ...(given.observability === undefined || !isSound('observability')
            ? {}
            : { observability: given.observability }),
          services: valuesOf(services.parts),
          tiers: valuesOf(tiers.parts),
        })
      : []),
    ...(given.secretsFrom !== undefined && isSound('secretsFrom') && isSound('cluster')
      ? externalSecretsProblems(given.secretsFrom, {
          cluster: given.cluster,
          services: valuesOf(services.parts),
          tiers: valuesOf(tiers.parts),
        })
      : []),
    ...repeated(services.parts, 'name', ({ name }) => name),
    ...repeated(services.parts, 'image', ({ image }) => image),
    ...repeated(tiers.parts, 'name', ({ name }) => name),
    ...repeated(
      tiers.parts,
      'namespace',
      ({ namespace }) => namespace,
      ', for whoever deploys to a namespace can run pods as any account of it: a namePrefix tells names apart, and not rights',
    ),
    ...repeated(tiers.parts, 'host', ({ host }) => host),
    ...(given.observability !== undefined && isSound('observability')
      ? observabilityProblems(given.observability, {
          services: services.parts.map(({ value }) => value),
          tiers: tiers.parts.map(({ value }) => value),
          hasRepository: given.repository !== undefined,
        })
      : []),
    ...overlappingBranches(tiers.parts),
    ...lesserProofs(tiers.parts),
  ];
}

const valuesOf = <T>(parts: readonly Part<T>[]): readonly T[] => parts.map(({ value }) => value);

function placeProblems(
  { root, registry, cluster, repository, manifests, lock, workflowPrefix, manifestsFolder }: Delivery,
  isSound: (part: string) => boolean,
  tiers: readonly Part<Delivery['tiers'][number]>[],
): Problem[] {
  return [
    ...(isSound('root') && root !== '' && !isInnerPath(root)
      ? [{ field: 'root', value: root, message: PATH_WANTED }]
      : []),
    ...(isSound('manifestsFolder') && manifestsFolder !== undefined && !isInnerPath(manifestsFolder)
      ? [{ field: 'manifestsFolder', value: manifestsFolder, message: PATH_WANTED }]
      : []),
    ...(isSound('workflowPrefix') && workflowPrefix !== undefined && !WORKFLOW_PREFIX.test(workflowPrefix)
      ? [
          {
            field: 'workflowPrefix',
            value: workflowPrefix,
            message:
              'Wanted at most 40 of a-z, 0-9, "-" and "_", as in "sluice-": names of workflow files begin with it.',
          },
        ]
      : []),
    ...(isSound('registry')
      ? registryProblems(
          registry,
          tiers.map(({ value }) => value),
        )
      : []),
    ...(isSound('manifests') ? broken('manifests', manifestSourceOf(manifests).claims(manifests)) : []),
    ...(lock !== undefined && isSound('lock') ? lockProblems(lock, 'lock.actions') : []),
    ...(isSound('cluster') ? clusterProblems(cluster, 'cluster') : []),
    ...(repository !== undefined && isSound('repository') ? repositoryProblems(repository, 'repository') : []),
  ];
}

/** Where tiers run, and what their jobs would be called there. */
function runProblems(
  given: Delivery,
  services: readonly Part<Delivery['services'][number]>[],
  tiers: readonly Part<Delivery['tiers'][number]>[],
  isSound: (part: string) => boolean,
): Problem[] {
  const { cluster } = given;
  const judged = tiers.map((part) => {
    const { clusters } = part.value;
    return { part, problems: clusters === undefined ? [] : whereProblems(clusters, `${part.at}.clusters`, cluster) };
  });
  const placed = judged.filter(({ problems }) => problems.length === 0).map(({ part }) => part);
  return [
    ...judged.flatMap(({ problems }) => problems),
    ...jobProblems(services, placed, cluster),
    ...insideChecksProblems(placed, services),
    ...(isSound('evidence') && isSound('repository') ? evidenceHomeProblems(given, placed) : []),
  ];
}

/** The clusters of a tier, by themselves once they stand where they may. */
function whereProblems(clusters: Waves, at: string, cluster: Delivery['cluster']): Problem[] {
  const problems = wavesProblems(clusters, at, cluster);
  if (problems.length > 0) return problems;
  return clusters.order.flatMap((wave, index) =>
    wave.flatMap((each, place) =>
      // Whom it logs in as is that of the delivery, which is looked at there.
      clusterProblems({ ...each, identity: cluster.identity }, `${at}.order[${index}][${place}]`).filter(
        ({ field }) => !field.includes('.identity.'),
      ),
    ),
  );
}

const emptyLists = (given: Delivery): Problem[] =>
  (['services', 'tiers'] as const)
    .filter((list) => Array.isArray(given[list]) && given[list].length === 0)
    .map((list) => ({
      field: list,
      value: [],
      message: `A delivery needs at least one ${list === 'services' ? 'service' : 'tier'}.`,
    }));

/** The parts that are what they have to be, with their places; what the others lack. */
function soundParts<T>(
  list: readonly T[],
  shape: Shape,
  name: string,
): { readonly parts: readonly Part<T>[]; readonly problems: readonly Problem[] } {
  const all = (Array.isArray(list) ? Array.from(list as readonly T[]) : []).map((value, index) => ({
    at: `${name}[${index}]`,
    value,
  }));
  const judged = all.map((part) => ({ part, problems: shape(part.value, part.at) }));
  return {
    parts: judged.filter(({ problems }) => isOnlyTooMuch(problems)).map(({ part }) => part),
    problems: judged.flatMap(({ problems }) => problems),
  };
}

/** What others may refer to, sound or not. */
const namesOf = (list: unknown): readonly string[] =>
  (Array.isArray(list) ? (list as unknown[]) : []).flatMap((each) =>
    isRecord(each) && typeof each['name'] === 'string' ? [each['name']] : [],
  );
