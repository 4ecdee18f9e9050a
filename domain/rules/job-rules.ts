import type { GkeCluster } from '../cluster.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import { targetsOf } from '../waves.ts';
import type { Part } from './claim.ts';

/** GitHub takes so many characters as the id of a job. */
const LONGEST = 99;

/** Jobs are named after tiers and services: no two alike, and none too long.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id */
export function jobProblems(
  services: readonly Part<Service>[],
  tiers: readonly Part<Tier>[],
  cluster: GkeCluster,
): Problem[] {
  const taken = new Map<string, string>(
    ['notice', 'test', 'build', 'promote', 'protection', 'gate', 'proven'].map((id) => [
      id,
      'a job that every delivery has',
    ]),
  );
  const take = (id: string, whose: string): string | undefined => {
    const other = taken.get(id);
    if (other === undefined) taken.set(id, whose);
    return other;
  };
  const ofTiers = tiers.flatMap(({ at, value: { name } }) =>
    [`${name}-verify`, `${name}-record`, `refuse-${name}`, `promote-${name}`].flatMap((id) =>
      alike(take(id, `one of the tier "${name}"`), `${at}.name`, name, id),
    ),
  );
  const ofServices = services.flatMap(({ at, value: { name } }) => {
    const ids = [`adopt-${name}`, ...tiers.flatMap(({ value }) => idsIn(value, name, cluster))];
    const long = ids.find((id) => id.length > LONGEST);
    return [
      ...ids.flatMap((id) => alike(take(id, `one of "${name}"`), `${at}.name`, name, id)).slice(0, 1),
      ...(long === undefined ? [] : [tooLong(`${at}.name`, name, long)]),
    ];
  });
  return [...ofTiers, ...ofServices];
}

const alike = (other: string | undefined, field: string, value: string, id: string): Problem[] =>
  other === undefined
    ? []
    : [{ field, value, message: `Its job "${id}" would be called as ${other}: use another name.` }];

const tooLong = (field: string, value: string, id: string): Problem => ({
  field,
  value,
  message: `Its job "${id}" would have ${id.length} characters, and GitHub takes ${LONGEST}: use shorter names for the service or the tier.`,
});

/** Ids of the jobs of a service in a tier. */
function idsIn(tier: Tier, service: string, cluster: GkeCluster): readonly string[] {
  const id = `${tier.name}-${service}`;
  const targets = targetsOf(cluster, tier.clusters);
  if (targets.kind === 'one') return [id];
  const waves = targets.waves.order.flatMap((_, index) => [`${id}-wave-${index + 1}`, `${id}-after-wave-${index + 1}`]);
  return [id, `${id}-target`, `${id}-complete`, `${id}-part-2`, ...waves];
}
