import type { CommitSha } from '../../domain/commit.ts';
import type { DigestReference } from '../../domain/image.ts';
import { isGreen } from '../../domain/outcome.ts';
import { GRACES } from '../../domain/verdict/graces.ts';
import type { CurrentRun, Records } from '../../engine/records.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import { finishInterrupted } from '../../engine/rollout/finish-interrupted.ts';
import type { RolloutResult, SwitchCheck } from '../../engine/rollout/request.ts';
import { rollOut } from '../../engine/rollout/roll-out.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import type { rollout } from './contract.ts';
import { parseRolloutInputs, type Source } from './inputs.ts';

export type RolloutInvocation = Invocation<typeof rollout>;

/** What the action needs of the outside, made from its invocation. */
export interface World {
  readonly records: Records;
  readonly currentRun: CurrentRun;
  readonly commit: CommitSha;
  readonly clock: Clock;
  /** @throws when there is no kubeconfig. */
  cluster(): Cluster;
  /** A URL or a command that is asked around a switch; `undefined` for ''. */
  check(text: string): SwitchCheck | undefined;
  /** Manifests of a file, a kustomize directory, or a release for a tier. */
  manifestsOf(source: Source, tier: string, service: string): Promise<string>;
}

const RECORD = 'record';
const FINISHED = 'finished';

/** Inputs in, engine, outputs and summary out. */
export async function act(invocation: RolloutInvocation, world: World): Promise<Ending> {
  const { inputs, github, log, signal } = invocation;
  const { service, tier, namespace, source, strategy, timeout, verification, rollback, check, ...given } =
    parseRolloutInputs(inputs);
  const [manifests, run] = await Promise.all([world.manifestsOf(source, tier, service), world.currentRun.read()]);
  const checked = world.check(check);
  const result = await rollOut(
    {
      kind: 'rollout',
      service,
      tier,
      namespace,
      manifests,
      release: source.kind === 'release' ? (source.reference satisfies DigestReference) : undefined,
      commit: world.commit,
      run,
      actor: github.actor,
      strategy,
      graces: { ...GRACES, timeout, stableFor: given['stable-for'] },
      rollback: rollback === 'true' ? given['rollback-timeout'] : undefined,
      verification,
    },
    {
      cluster: world.cluster(),
      records: world.records,
      clock: world.clock,
      log,
      signal,
      started: (record) => invocation.save(RECORD, String(record)),
      ...(checked === undefined ? {} : { check: checked }),
    },
  );
  invocation.save(FINISHED, result.outcome);
  writeOutputs(invocation, result, source);
  invocation.summary(`## Rollout of ${service} to ${tier}\n\n${result.report}`);
  return endingOf(result);
}

/** Runs after the main step, also when that was killed: what it left in the cluster is noted there, and a record that it left open
 *  is ended. */
export async function post(
  invocation: RolloutInvocation,
  world: Pick<World, 'records' | 'cluster' | 'clock' | 'currentRun'>,
): Promise<Ending> {
  const record = Number(invocation.saved(RECORD));
  if (invocation.saved(RECORD) === '' || invocation.saved(FINISHED) !== '') return { ok: true };
  const { service, tier } = invocation.inputs;
  const left = await leftBehind(invocation, world);
  const sentence = `The rollout of "${service}" to ${tier} was ended before its verdict. ${left} Run it again, or roll back.`;
  await world.records.update(record, { phase: 'ended', outcome: 'cancelled', sentence });
  invocation.summary(`## Rollout of ${service} to ${tier}\n\n**cancelled**: ${sentence}`);
  invocation.log.warning(sentence);
  return { ok: true };
}

/** The record is ended whether or not the cluster can be asked. */
async function leftBehind(
  { inputs: { service, namespace } }: RolloutInvocation,
  { cluster, clock, currentRun }: Pick<World, 'cluster' | 'clock' | 'currentRun'>,
): Promise<string> {
  try {
    const told = await finishInterrupted({ service, namespace, run: await currentRun.read() }, cluster(), clock);
    return told.length === 0 ? 'The cluster goes on by itself.' : told.join(' ');
  } catch (error) {
    return `What it left in the cluster could not be settled: ${(error as Error).message}`;
  }
}

function writeOutputs({ output }: RolloutInvocation, result: RolloutResult, source: Source): void {
  output('outcome', result.outcome);
  output('class', result.class ?? '');
  output('sentence', result.sentence);
  output('record', result.record === undefined ? '' : String(result.record));
  output('release', source.kind === 'release' ? source.reference.digest : '');
  output('image', result.image ?? '');
  output('revision-from', result.revisionFrom ?? '');
  output('revision-to', result.revisionTo ?? '');
  output('seconds-to-verdict', result.secondsToVerdict?.toString() ?? '');
  output('rollback-outcome', result.rollback ?? '');
}

/** Green only where nothing is left to do; a rollout without its record is no evidence, so that is red, too. */
export function endingOf({ outcome, sentence, recordProblem }: RolloutResult): Ending {
  if (!isGreen(outcome)) return { ok: false, sentence };
  return recordProblem === undefined ? { ok: true } : { ok: false, sentence: recordProblem };
}
