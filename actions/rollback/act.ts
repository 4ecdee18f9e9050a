import type { CommitSha } from '../../domain/commit.ts';
import { Markdown, markdown } from '../../domain/markdown.ts';
import { isGreen } from '../../domain/outcome.ts';
import { STRATEGY_WORDS, strategyOf } from '../../domain/strategy-words.ts';
import { parseGraces } from '../../domain/verdict/grace-words.ts';
import { GRACES } from '../../domain/verdict/graces.ts';
import type { CurrentRun, Records } from '../../engine/records.ts';
import { rollBack } from '../../engine/rollback/roll-back.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Images } from '../../engine/rollout/preflight/image-presence.ts';
import { clusterName, duration, oneOf } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { rollback } from './contract.ts';

/** What the action needs of the outside, made from its invocation. */
export interface World {
  readonly records: Records;
  readonly currentRun: CurrentRun;
  readonly commit: CommitSha;
  readonly clock: Clock;
  readonly images?: Images;
  /** @throws when there is no kubeconfig. */
  cluster(): Cluster;
  /** Manifests of a release, `repository@sha256:…`, for a tier. */
  manifestsOf(reference: string, tier: string): Promise<string>;
}

/** Inputs in, engine, outputs and summary out. */
export async function act(invocation: Invocation<typeof rollback>, world: World): Promise<Ending> {
  const { inputs, github, log, signal } = invocation;
  const { service, tier, namespace, cluster, to, strategy, bake, timeout, graces, ...given } = parseInputs(inputs, {
    service: String,
    tier: String,
    namespace: String,
    cluster: clusterName,
    to: String,
    strategy: oneOf(...STRATEGY_WORDS),
    bake: duration,
    'scale-down-delay': duration,
    timeout: duration,
    'stable-for': duration,
    graces: parseGraces,
  });
  const result = await rollBack(
    {
      service,
      tier,
      namespace,
      cluster,
      to,
      commit: world.commit,
      run: await world.currentRun.read(),
      actor: github.actor,
      strategy: strategyOf(strategy, { bake, scaleDownDelay: given['scale-down-delay'] }),
      graces: { ...GRACES, ...graces, timeout, stableFor: given['stable-for'] },
    },
    {
      cluster: world.cluster(),
      ...(world.images === undefined ? {} : { images: world.images }),
      records: world.records,
      clock: world.clock,
      log,
      signal,
      manifestsOf: (reference, ofTier) => world.manifestsOf(reference, ofTier),
    },
  );
  invocation.output('outcome', result.outcome);
  invocation.output('sentence', result.sentence);
  invocation.output('record', result.record === undefined ? '' : String(result.record));
  invocation.output('release', result.release?.digest ?? '');
  invocation.output('commit', result.commit ?? '');
  invocation.summary(markdown`## Rollback of ${service} in ${tier}\n\n${Markdown.written(result.report)}`);
  const title = `Rollback of ${service} in ${tier}: ${result.outcome}`;
  if (!isGreen(result.outcome)) return { ok: false, sentence: result.sentence, title };
  return result.recordProblem === undefined ? { ok: true } : { ok: false, sentence: result.recordProblem, title };
}
