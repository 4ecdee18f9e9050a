import { relative, resolve } from 'node:path';
import type { CommitSha } from '../../domain/commit.ts';
import type { DigestReference } from '../../domain/image.ts';
import { Markdown, markdown } from '../../domain/markdown.ts';
import type { Measure } from '../../domain/measure.ts';
import { isGreen } from '../../domain/outcome.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RecordPorts } from '../../engine/evidence/record-evidence.ts';
import type { CurrentRun, Records } from '../../engine/records.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Images } from '../../engine/rollout/ports/images.ts';
import type { Metrics } from '../../engine/rollout/ports/metrics.ts';
import type { RolloutResult, SwitchCheck } from '../../engine/rollout/request.ts';
import { rollOut } from '../../engine/rollout/roll-out.ts';
import type { Ending, Invocation, Place } from '../_shell/invocation.ts';
import type { rollout } from './contract.ts';
import { sayShown } from './evidence.ts';
import { parseRolloutInputs, type Source } from './inputs.ts';
import { FINISHED, RECORD, SENTENCE } from './kept.ts';

export type RolloutInvocation = Invocation<typeof rollout>;

/** What the action needs of the outside, made from its invocation. */
export interface World {
  readonly records: Records;
  readonly currentRun: CurrentRun;
  readonly commit: CommitSha;
  readonly clock: Clock;
  readonly images?: Images;
  readonly evidence: RecordPorts;
  /** @throws when there is no kubeconfig. */
  cluster(): Cluster;
  /** A URL or a command that is asked around a switch; `undefined` for ''. */
  check(text: string): SwitchCheck | undefined;
  /** Takes the measure of a canary at an address; '' for no token. */
  metrics(measure: Measure, url: string, token: string): Metrics;
  /** Manifests of a file, a kustomize directory, or a release for a tier. @throws Refusal for other bytes than the expected ones */
  manifestsOf(source: Source, tier: string, service: string): Promise<string>;
}

/** Inputs in, engine, outputs and summary out. */
export async function act(invocation: RolloutInvocation, world: World): Promise<Ending> {
  const { inputs, github, log, signal } = invocation;
  const { service, tier, namespace, cluster, source, settings, verification, check, ...given } =
    parseRolloutInputs(inputs);
  const release = source.kind === 'release' ? (source.reference satisfies DigestReference) : undefined;
  const fetched = await fetching(() =>
    Promise.all([world.manifestsOf(source, tier, service), world.currentRun.read()]),
  );
  if (fetched instanceof Refusal) return refused(invocation, fetched);
  const [manifests, run] = fetched;
  const checked = world.check(check);
  const { strategy } = settings;
  const measure = strategy.kind === 'canary' ? strategy.measure : undefined;
  const result = await rollOut(
    {
      kind: 'rollout',
      service,
      tier,
      namespace,
      cluster,
      manifests,
      release,
      commit: world.commit,
      run,
      actor: github.actor,
      ...settings,
      verification,
      logsProject: github.cloudProject,
    },
    {
      cluster: world.cluster(),
      ...(world.images === undefined ? {} : { images: world.images }),
      records: world.records,
      clock: world.clock,
      log,
      signal,
      started: (record) => invocation.save(RECORD, String(record)),
      ...(checked === undefined ? {} : { check: checked }),
      ...(measure === undefined
        ? {}
        : { metrics: world.metrics(measure, inputs['metric-url'], inputs['metric-token']) }),
    },
  );
  // A return that was cancelled ends as `failed`; for people it is a cancelled step, which the post step tells again.
  invocation.save(FINISHED, result.rollback === 'cancelled' ? 'cancelled' : result.outcome);
  invocation.save(SENTENCE, result.sentence);
  writeOutputs(invocation, result, source);
  invocation.summary(markdown`## Rollout of ${service} to ${tier}\n\n${Markdown.written(result.report)}`);
  const { evidence, 'approved-by': approvedBy } = given;
  const said = { service, tier, release, outcome: result.outcome, verification, evidence, approvedBy };
  const unsaid = await sayShown(invocation, said, world.evidence);
  // The first line is the ending's; what else is wrong stands at lines of its own.
  const [first, ...others] = placesOf(result, source, github.workspace);
  for (const { sentence, place } of others) log.error(sentence, place);
  const ending = endingOf(result, cluster);
  const whole: Ending = ending.ok && unsaid !== undefined ? { ok: false, sentence: unsaid } : ending;
  return withPlace(whole, `Rollout of ${service} to ${tier}: ${outcomeWords(result)}`, first?.place);
}

async function fetching<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Before there is anything to record: other bytes than this step is there for. */
function refused(invocation: RolloutInvocation, { reason, message }: Refusal): Ending {
  const sentence = `${message} Nothing was written.`;
  writeOutputs(invocation, { outcome: 'refused', reason, sentence }, undefined);
  const { service, tier } = invocation.inputs;
  invocation.summary(markdown`## Rollout of ${service} to ${tier}\n\n**refused**: ${sentence}\n`);
  return { ok: false, sentence, title: `Refused (${reason})` };
}

/** Only a file of manifests has lines that people wrote; a release is one line of JSON, and kustomize keeps no trace of its sources. */
function placesOf({ lines }: RolloutResult, source: Source, workspace: string) {
  if (source.kind !== 'manifests') return [];
  // As GitHub names the files of a checkout.
  const file = relative(workspace, resolve(workspace, source.path)).replaceAll('\\', '/');
  return lines.map(({ line, sentence }) => ({ sentence, place: { file, line } }));
}

const outcomeWords = ({ outcome, class: code }: RolloutResult): string =>
  code === undefined ? outcome : `${outcome} (${code})`;

const withPlace = (ending: Ending, title: string, place: Place | undefined): Ending =>
  ending.ok ? ending : { ...ending, title, place };

type Told = Pick<RolloutResult, 'outcome' | 'reason' | 'sentence'> & Partial<RolloutResult>;

function writeOutputs({ output }: RolloutInvocation, result: Told, source: Source | undefined): void {
  output('outcome', result.outcome);
  output('reason', result.reason ?? '');
  output('class', result.class ?? '');
  output('sentence', result.sentence);
  output('record', result.record === undefined ? '' : String(result.record));
  output('release', source?.kind === 'release' ? source.reference.digest : '');
  output('image', result.image ?? '');
  output('revision-from', result.revisionFrom ?? '');
  output('revision-to', result.revisionTo ?? '');
  output('seconds-to-verdict', result.secondsToVerdict?.toString() ?? '');
  // Nothing, until something is said that has to be signed.
  output('to-sign', '');
  output('rollback-outcome', result.rollback ?? '');
}

/** Green only where nothing is left to do; a rollout without its record is no evidence, so that is red, too. One of several clusters is
 *  green only when it is complete: the next wave starts when all legs of this one are green. */
export function endingOf({ outcome, sentence, recordProblem }: RolloutResult, cluster: string | undefined): Ending {
  if (!isGreen(outcome) || (cluster !== undefined && outcome !== 'complete')) return { ok: false, sentence };
  return recordProblem === undefined ? { ok: true } : { ok: false, sentence: recordProblem };
}
