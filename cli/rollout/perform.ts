import { systemClock } from '../../adapters/clock/system-clock.ts';
import { prometheusMetrics } from '../../adapters/prometheus/prometheus-metrics.ts';
import { assertNever } from '../../domain/brand.ts';
import { InvalidInput } from '../../domain/problem.ts';
import type { Strategy } from '../../domain/strategy.ts';
import { GRACES, type Graces } from '../../domain/verdict/graces.ts';
import { kindOf } from '../../domain/verdict/observation.ts';
import { keptTargets } from '../../engine/rollback/kept-targets.ts';
import { knownStates } from '../../engine/rollback/known-states.ts';
import { rollBack } from '../../engine/rollback/roll-back.ts';
import { look } from '../../engine/rollout/look.ts';
import { type Manifests, parseManifests } from '../../engine/rollout/manifests.ts';
import { lineOf } from '../../engine/rollout/report/manifest-line.ts';
import { cleanLog } from '../../engine/rollout/report/progress-log.ts';
import { Secrecy } from '../../engine/rollout/report/secrecy.ts';
import type { RolloutPorts } from '../../engine/rollout/request.ts';
import { rollOut } from '../../engine/rollout/roll-out.ts';
import { lastGood } from '../../engine/rollout/state/history.ts';
import { type Answer, outcomeAnswer, statesAnswer } from './answer.ts';
import { type ManifestText, placeOf, readManifests } from './manifest-files.ts';
import { noRecords } from './no-records.ts';
import type { Durations, RolloutCommand } from './options.ts';
import { type ReachedCluster, reachCluster } from './reached-cluster.ts';
import { METRIC_TOKEN } from './strategy-options.ts';

type Ports = Pick<RolloutPorts, 'log' | 'signal' | 'seen'>;
type Command<Kind extends RolloutCommand['kind']> = Extract<RolloutCommand, { readonly kind: Kind }>;

/** Does what was asked. @throws a sentence when it could not even begin; then nothing was written. */
export async function perform(command: RolloutCommand, ports: Ports, actor: string): Promise<Answer> {
  const manifests = command.kind === 'apply' ? await readManifests(command.source) : undefined;
  const reached = await reachCluster(command.common, cleanLog(ports.log).warning);
  try {
    switch (command.kind) {
      case 'watch':
        return await watch(command, reached, ports);
      case 'apply':
        return await apply(command, reached, ports, actor, manifests ?? { text: '', files: [] });
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

async function watch({ object, durations }: Command<'watch'>, { cluster, namespace }: ReachedCluster, ports: Ports) {
  const subject = { ...object, namespace };
  const told = await look(subject, gracesOf(durations), { ...ports, cluster, clock: systemClock });
  return outcomeAnswer({ command: 'watch', namespace, object: `${kindOf(subject)}/${object.name}` }, told);
}

async function apply(
  { durations, rollback, takeOver, ...command }: Command<'apply'>,
  { cluster, namespace, run }: ReachedCluster,
  ports: Ports,
  actor: string,
  manifests: ManifestText,
): Promise<Answer> {
  const { workloads } = parsed(manifests, namespace);
  const service = command.service ?? workloads[0]?.metadata.name ?? '';
  const told = await rollOut(
    {
      kind: 'rollout',
      service,
      tier: namespace,
      namespace,
      manifests: manifests.text,
      release: undefined,
      commit: undefined,
      run,
      actor,
      graces: gracesOf(durations),
      rollback,
      prune: command.prune === true,
      strategy: command.strategy,
      takeOver,
      verification: 'none',
    },
    { ...ports, ...measuring(command.strategy), cluster, clock: systemClock, records: noRecords },
  );
  const places = told.lines.flatMap(({ line }) => placeOf(manifests, line) ?? []);
  return outcomeAnswer({ command: 'apply', namespace, service }, told, places);
}

/** Who takes the measure of a canary that has one. */
function measuring(strategy: Strategy): Pick<RolloutPorts, 'metrics'> {
  const measure = strategy.kind === 'canary' ? strategy.measure : undefined;
  if (measure?.source.kind !== 'prometheus' || typeof measure.source.url !== 'string') return {};
  const token = async () => process.env[METRIC_TOKEN] ?? '';
  return { metrics: prometheusMetrics(measure, { url: measure.source.url, token }, systemClock) };
}

/** Everything that is wrong with the manifests, with file and line, before the cluster is asked about any of it. */
function parsed(manifests: ManifestText, namespace: string): Manifests {
  try {
    return parseManifests(manifests.text, namespace);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const problems = error.problems.map((problem) => {
      const line = lineOf(manifests.text, { kind: 'path', path: problem.field });
      const place = line === undefined ? undefined : placeOf(manifests, line);
      return place === undefined ? problem : { ...problem, field: `${place} ${problem.field}` };
    });
    throw new InvalidInput('The manifests', new Secrecy(manifests.text, [namespace]).masked(problems));
  }
}

async function goBack(
  { service, to, durations, ...command }: Command<'rollback'>,
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
      graces: gracesOf(durations),
      strategy: command.strategy,
      takeOver: command.takeOver,
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

const gracesOf = (durations: Durations): Graces => ({ ...GRACES, ...durations });
