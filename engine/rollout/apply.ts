import { type Cluster, type KubernetesObject, nameOf, Refusal } from './cluster.ts';
import { applyUnion } from './unions/apply-union.ts';

/** Managers whose fields we take over: people's kubectl, and ourselves under an earlier name. */
const YIELDING = /^(kubectl(-.+)?|sluice(-.+)?)$/;

/** Applies one object. A conflict with a manager that must not be overruled is refused with its name.
 *  @throws {Refusal} */
export async function applyObject(cluster: Cluster, object: KubernetesObject, dryRun = false) {
  const options = dryRun ? ({ dryRun: true } as const) : {};
  try {
    return await applyUnion(cluster, object, options);
  } catch (error) {
    if (!(error instanceof Refusal) || error.conflicts.length === 0) throw error;
    const foreign = error.conflicts.filter(({ manager }) => !YIELDING.test(manager));
    if (foreign.length > 0) throw conflict(object, foreign, error);
    return await applyUnion(cluster, object, { ...options, force: true });
  }
}

function conflict(
  object: KubernetesObject,
  foreign: readonly { readonly manager: string; readonly field: string }[],
  { status, reason, conflicts }: Refusal,
): Refusal {
  const owners = foreign.map(({ manager, field }) => `${field} belongs to "${manager}"`).join(', ');
  return new Refusal(
    status,
    reason,
    `${nameOf(object)} has fields that other managers own: ${owners}. Leave these fields out of the manifests, or stop the other manager.`,
    conflicts,
  );
}
