import type { Seconds } from '../../../domain/seconds.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import { type Cluster, type KubernetesObject, nameOf, type Refusal } from '../cluster.ts';
import type { Live } from '../live/live.ts';
import type { Manifests } from '../manifests.ts';
import { partAt } from '../object-parts.ts';
import { ownersAdvice } from '../ownership/sentences.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { lifetimeProblems } from './access-lifetime.ts';
import { isListed, listRights, missingRights, missingSentences } from './access-review.ts';
import { missingBootstrap } from './bootstrap-needs.ts';
import { cutOffServices } from './cut-off-service.ts';
import { missingImages } from './image-presence.ts';
import type { PlannedWait } from './planned-waits.ts';
import { quotaHeadroom } from './quota-headroom.ts';
import { type Findings, missingReferences } from './references.ts';
import { type Right, rightsFor } from './rights.ts';
import { suspendedProblem } from './suspended.ts';
import { forbiddenSentence, tryObject } from './try-object.ts';

export interface Preflight {
  /** What would be written, in order, as it would be written. */
  readonly objects: readonly KubernetesObject[];
  /** Written before them, for the whole cluster. */
  readonly clusterObjects?: Manifests['clusterObjects'];
  readonly live: Live;
  readonly namespace: string;
  readonly strategy: Strategy['kind'];
  /** Where the manifests come from; `undefined` for plain ones. */
  readonly release: RolloutRequest['release'];
  readonly timeout: Seconds;
  /** What is waited for on purpose beside that. */
  readonly waits: readonly PlannedWait[];
  readonly rollback: Seconds | undefined;
  /** Managers that somebody named to take over from. */
  readonly takeOver?: readonly string[] | undefined;
}

/** Everything that speaks against writing, at once, and what may become a problem. Refusals are empty when the server would
 *  accept every object and their pods could start. Writes nothing.
 *  @returns beside these the objects as the server says that they will be. */
export async function preflight(
  {
    objects,
    clusterObjects = [],
    live,
    namespace,
    strategy,
    release,
    timeout,
    waits,
    rollback,
    takeOver = [],
  }: Preflight,
  { cluster, clock, images }: Pick<RolloutPorts, 'cluster' | 'clock' | 'images'>,
): Promise<Findings & { readonly answers: readonly KubernetesObject[] }> {
  const [{ resources, placed, listed, rights }, access] = await Promise.all([
    asked(objects, namespace, strategy, cluster),
    cluster.access(),
  ]);
  const [missing, references, bootstrap, present, cutOff, dryRuns] = await Promise.all([
    missingRights(cluster, listed, rights, namespace),
    missingReferences(cluster, [...objects, ...clusterObjects], namespace, isListed(listed, READ_SECRETS)),
    missingBootstrap(cluster, objects, namespace),
    missingImages(images, objects, release?.repository, clock),
    cutOffServices(cluster, objects, namespace),
    Promise.all(placed.map((object) => tryObject(cluster, object, namespace, takeOver))),
  ]);
  const answers = dryRuns.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const quota = await quotaHeadroom(cluster, answers, live, namespace);
  const lifetime = lifetimeProblems(access, { timeout, waits, rollback, now: clock.now() });
  const needed = missing.missing.filter(({ need }) => need === 'must');
  // What lacks a right is refused by name already; the dry run only says so again.
  const refusedByName = (object: KubernetesObject) =>
    needed.some(({ verb, name }) => verb === 'patch' && name === object.metadata.name);
  return {
    answers,
    refusals: [
      ...new Set([
        ...[...live.values()].flatMap((object) => [...stateProblems(object), ...suspendedProblem(object, objects)]),
        ...objects.flatMap((object, index) => scopeProblem(object, resources[index]?.scope) ?? []),
        ...lifetime.refusals,
        ...missingSentences(needed, namespace),
        ...references.refusals,
        ...bootstrap,
        ...present.refusals,
        ...cutOff,
        // Before what it is about: of many objects a summary shows only the first.
        ...ownersAdvice(dryRuns.flatMap(({ owners }) => owners)),
        ...dryRuns.flatMap(({ object, refusals, status }) => (status === 403 && refusedByName(object) ? [] : refusals)),
      ]),
    ],
    notes: [
      ...lifetime.notes,
      ...missingSentences(
        missing.missing.filter(({ need }) => need === 'helps'),
        namespace,
      ).map((sentence) => `${sentence} Without it the rollout goes on, and a failure is explained less well.`),
      ...references.notes,
      ...present.notes,
      ...dryRuns.flatMap(({ notes }) => notes),
      ...quota,
    ],
  };
}

/** Names what is missing when the very first look was refused: every right at once, not only the one that was tried. */
export async function rightsRefusals(
  objects: readonly KubernetesObject[],
  {
    namespace,
    strategy,
    cluster,
  }: { readonly namespace: string; readonly strategy: Strategy['kind']; readonly cluster: Cluster },
  refused: Refusal,
): Promise<readonly string[]> {
  const { listed, rights } = await asked(objects, namespace, strategy, cluster);
  const { missing } = await missingRights(cluster, listed, rights, namespace);
  const sentences = missingSentences(
    missing.filter(({ need }) => need === 'must'),
    namespace,
  );
  return sentences.length > 0 ? sentences : [forbiddenSentence(refused, namespace) ?? refused.message];
}

/** What the objects are called in rights, which rights they take, and which of these the server lists. */
async function asked(
  objects: readonly KubernetesObject[],
  namespace: string,
  strategy: Strategy['kind'],
  cluster: Cluster,
) {
  const [resources, listed] = await Promise.all([
    Promise.all(objects.map(({ apiVersion, kind }) => cluster.resourceOf(apiVersion, kind))),
    listRights(cluster, namespace),
  ]);
  const placed = objects.filter((_, index) => resources[index]?.scope === 'Namespaced');
  const rights = rightsFor(placed, (object) => resources[objects.indexOf(object)]?.plural, strategy).filter(
    ({ need, resource }) => need === 'must' || resource === 'pods/log',
  );
  return { resources, placed, listed, rights };
}

const READ_SECRETS: Right = { verb: 'get', group: '', resource: 'secrets', need: 'helps' };

/** How Argo CD marks what it owns. @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ */
const ARGO_CD = ['argocd.argoproj.io/instance', 'argocd.argoproj.io/tracking-id'];

function stateProblems(object: KubernetesObject): string[] {
  const keys = Object.keys({ ...object.metadata.labels, ...object.metadata.annotations });
  return [
    ...(partAt(object, 'spec', 'paused') === true
      ? [
          `${nameOf(object)} is paused, so nothing would move. Resume it with "kubectl rollout resume", then roll out again.`,
        ]
      : []),
    ...(keys.some((key) => ARGO_CD.includes(key))
      ? [`${nameOf(object)} is managed by Argo CD, which would undo every change. Change it in its Git repository.`]
      : []),
  ];
}

function scopeProblem(object: KubernetesObject, scope: 'Namespaced' | 'Cluster' | undefined): string | undefined {
  switch (scope) {
    case 'Namespaced':
      return undefined;
    case 'Cluster':
      return `${nameOf(object)} is cluster-scoped; a release holds namespaced objects only. Move it to what an administrator applies.`;
    case undefined:
      return `The cluster knows no ${object.kind} in ${object.apiVersion}. Install its definition, or take ${nameOf(object)} out.`;
  }
}
