import { systemClock } from '../../adapters/clock/system-clock.ts';
import { assertNever } from '../../domain/brand.ts';
import { kindOf } from '../../domain/verdict/observation.ts';
import { keptTargets } from '../../engine/rollback/kept-targets.ts';
import { knownStates } from '../../engine/rollback/known-states.ts';
import { rollBack } from '../../engine/rollback/roll-back.ts';
import { look } from '../../engine/rollout/look.ts';
import { cleanLog } from '../../engine/rollout/report/progress-log.ts';
import type { RolloutPorts } from '../../engine/rollout/request.ts';
import { lastGood } from '../../engine/rollout/state/history.ts';
import type { Standing } from '../config/find-config.ts';
import { type Answer, outcomeAnswer, statesAnswer } from './answer.ts';
import { applyManifests } from './apply-manifests.ts';
import { diffTier } from './diff-tier.ts';
import { type ManifestText, readManifests } from './manifest-files.ts';
import { bringsNamespace, namespaceNamed } from './manifest-namespace.ts';
import { noRecords } from './no-records.ts';
import type { RolloutCommand } from './options.ts';
import { type ReachedCluster, reachCluster } from './reached-cluster.ts';

type Ports = Pick<RolloutPorts, 'log' | 'signal' | 'seen'>;
type Command<Kind extends RolloutCommand['kind']> = Extract<RolloutCommand, { readonly kind: Kind }>;

/** Who calls, and where. */
interface Caller {
  readonly actor: string;
  readonly standing: Standing;
}

/** Does what was asked. @throws a sentence when it could not even begin; then nothing was written. */
export async function perform(command: RolloutCommand, ports: Ports, by: Caller): Promise<Answer> {
  if (command.kind === 'diff') return await diffTier(command, by.standing, cleanLog(ports.log).warning);
  const { actor } = by;
  const manifests = command.kind === 'apply' ? await readManifests(command.source, standardInput) : NO_MANIFESTS;
  const { common } = command;
  const named = common.namespace === undefined ? namespaceNamed(manifests.text) : undefined;
  const namespace = common.namespace ?? named;
  if (named !== undefined) ports.log.info(`Namespace "${named}", as every manifest says.`);
  const reached = await reachCluster({ ...common, namespace }, cleanLog(ports.log).warning, (name) =>
    bringsNamespace(manifests.text, name),
  );
  try {
    switch (command.kind) {
      case 'watch':
        return await watch(command, reached, ports);
      case 'apply':
        return await applyManifests(command, reached, { ...ports, actor, manifests });
      case 'rollback':
        return await goBack(command, reached, ports, actor);
      case 'targets':
      case 'history':
        return await states(command, reached);
      default:
        return assertNever(command);
    }
  } finally {
    reached.cluster.close();
  }
}

const NO_MANIFESTS: ManifestText = { text: '', files: [], notes: [] };

async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function watch({ object, settings }: Command<'watch'>, { cluster, namespace }: ReachedCluster, ports: Ports) {
  const subject = { ...object, namespace };
  const told = await look(subject, settings.graces, { ...ports, cluster, clock: systemClock });
  return outcomeAnswer({ command: 'watch', namespace, object: `${kindOf(subject)}/${object.name}` }, told);
}

async function goBack(
  { service, to, settings: { graces, strategy, takeOver } }: Command<'rollback'>,
  { cluster, namespace, run }: ReachedCluster,
  ports: Ports,
  actor: string,
): Promise<Answer> {
  const what = { command: 'rollback', namespace, service };
  const told = await rollBack(
    {
      service,
      tier: namespace,
      namespace,
      to,
      commit: undefined,
      run,
      actor,
      graces,
      strategy,
      takeOver,
    },
    { ...ports, cluster, clock: systemClock, records: noRecords },
  );
  return outcomeAnswer(told.target === undefined ? what : { ...what, to: told.target }, told);
}

async function states({ kind, service }: Command<'targets' | 'history'>, { cluster, namespace }: ReachedCluster) {
  const { history, running } = await knownStates(cluster, service, namespace);
  const what = { command: kind === 'history' ? 'history' : 'rollback --list', namespace, service };
  const none = `The history of "${service}" in namespace "${namespace}" has nothing${kind === 'history' ? '' : ' to return to'}. Roll something out with sluice first, or correct the name.`;
  return kind === 'history'
    ? statesAnswer(what, history, { key: running, means: 'runs now', none })
    : statesAnswer(what, keptTargets(history, running), {
        key: lastGood(history, running)?.key,
        means: 'is returned to when none is named',
        none,
      });
}
