import { systemClock } from '../../adapters/clock/system-clock.ts';
import { prometheusMetrics } from '../../adapters/prometheus/prometheus-metrics.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { METRIC_TOKEN } from '../../domain/knob/measure-knobs.ts';
import { InvalidInput } from '../../domain/problem.ts';
import type { Strategy } from '../../domain/strategy.ts';
import { applyObject } from '../../engine/rollout/apply.ts';
import type { Reading } from '../../engine/rollout/manifests/reading.ts';
import { type Manifests, parseManifests } from '../../engine/rollout/manifests.ts';
import { lineOf } from '../../engine/rollout/report/manifest-line.ts';
import { Secrecy } from '../../engine/rollout/report/secrecy.ts';
import type { RolloutPorts } from '../../engine/rollout/request.ts';
import { rollOut } from '../../engine/rollout/roll-out.ts';
import { type Answer, outcomeAnswer } from './answer.ts';
import { askedReading } from './asked-reading.ts';
import { type ManifestText, placeOf } from './manifest-files.ts';
import { noRecords } from './no-records.ts';
import type { RolloutCommand } from './options.ts';
import type { ReachedCluster } from './reached-cluster.ts';

type Ports = Pick<RolloutPorts, 'log' | 'signal' | 'seen'>;

/** Whoever waits for a rollout to begin does not wait longer for a registry. */
const REGISTRY_DEADLINES = { call: 10_000, total: 30_000 } as const;

/** Rolls manifests out as people have them. @throws {InvalidInput} with everything that is wrong with them */
export async function applyManifests(
  { settings, ...command }: Extract<RolloutCommand, { readonly kind: 'apply' }>,
  { cluster, namespace, hasNamespace, run }: ReachedCluster,
  { actor, manifests, ...ports }: Ports & { readonly actor: string; readonly manifests: ManifestText },
): Promise<Answer> {
  const { text } = manifests;
  for (const note of manifests.notes) ports.log.warning(note);
  const registry = new OciRegistry({ deadlines: REGISTRY_DEADLINES });
  const reading = await askedReading(text, namespace, command.reading, { cluster, registry, log: ports.log });
  const read = parsed(manifests, namespace, reading);
  if (!hasNamespace) await createNamespace(read, namespace, cluster, ports.log);
  const service = command.service ?? nameOfAll(read);
  const told = await rollOut(
    {
      kind: 'rollout',
      service,
      tier: namespace,
      namespace,
      manifests: text,
      reading,
      release: undefined,
      commit: undefined,
      run,
      actor,
      ...settings,
      verification: 'none',
    },
    { ...ports, ...measuring(settings.strategy), cluster, clock: systemClock, records: noRecords },
  );
  const places = told.lines.flatMap(({ line }) => placeOf(manifests, line) ?? []);
  return outcomeAnswer({ command: 'apply', namespace, service }, told, places);
}

/** That of the first workload or CronJob, or of what there is to watch without one. */
const nameOfAll = ({ workloads, bearers, preDeployJobs, jobs, objects }: Manifests): string =>
  [...workloads, ...bearers, ...preDeployJobs, ...jobs, ...objects][0]?.metadata.name ?? '';

/** The namespace that the manifests bring. Nothing else can be asked about before it is there, so it is made first of all.
 *  @throws a sentence where nobody has said that it may be made */
async function createNamespace(
  { clusterObjects }: Manifests,
  name: string,
  cluster: RolloutPorts['cluster'],
  log: RolloutPorts['log'],
): Promise<void> {
  const own = clusterObjects.find(({ kind }) => kind === 'Namespace');
  if (own === undefined)
    throw new Error(
      `There is no namespace "${name}" in this cluster. The manifests bring it: write it with --cluster-scoped apply, or create it first ("kubectl create namespace ${name}").`,
    );
  await applyObject(cluster, own);
  log.warning(`Namespace "${name}" is created: nothing else could be asked about before it is there.`);
}

/** Who takes the measure of a canary that has one. */
function measuring(strategy: Strategy): Pick<RolloutPorts, 'metrics'> {
  const measure = strategy.kind === 'canary' ? strategy.measure : undefined;
  if (measure?.source.kind !== 'prometheus' || typeof measure.source.url !== 'string') return {};
  const token = async () => process.env[METRIC_TOKEN.secret.environment] ?? '';
  return { metrics: prometheusMetrics(measure, { url: measure.source.url, token }, systemClock) };
}

/** Everything that is wrong with the manifests, with file and line, before anything is written. */
function parsed(manifests: ManifestText, namespace: string, reading: Reading): Manifests {
  try {
    return parseManifests(manifests.text, namespace, reading);
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
