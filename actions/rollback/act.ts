import type { CommitSha } from '../../domain/commit.ts';
import { settingsOfInputs } from '../../domain/knob/given-inputs.ts';
import { knobParsers } from '../../domain/knob/inputs.ts';
import { Markdown, markdown } from '../../domain/markdown.ts';
import type { EvidenceStore } from '../../engine/evidence/evidence-store.ts';
import type { CurrentRun, Records } from '../../engine/records.ts';
import { targetsNow } from '../../engine/rollback/known-states.ts';
import { ownRun } from '../../engine/rollback/own-run.ts';
import { rollBack } from '../../engine/rollback/roll-back.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Images } from '../../engine/rollout/ports/images.ts';
import { clusterName, dnsLabel, evidenceIn, oneOf, repositoryName, workflowsAt } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { rollback } from './contract.ts';
import { evidenceDoubts } from './doubts.ts';
import { targetsTable } from './targets.ts';
import { endingOf, find, tell } from './tell.ts';

/** What the action needs of the outside, made from its invocation. */
export interface World {
  readonly records: Records;
  readonly currentRun: CurrentRun;
  readonly commit: CommitSha;
  readonly clock: Clock;
  readonly evidence: EvidenceStore;
  /** GitHub's number of the repository, where the event of the run tells it. */
  readonly repositoryId: number | undefined;
  readonly images?: Images;
  /** @throws when there is no kubeconfig. */
  cluster(): Cluster;
}

/** Inputs in, engine, outputs and summary out. */
export async function act(invocation: Invocation<typeof rollback>, world: World): Promise<Ending> {
  const { inputs, github, log, signal } = invocation;
  const { service, tier, repository, namespace, cluster, to, ...given } = parseInputs(inputs, {
    service: dnsLabel,
    tier: dnsLabel,
    repository: repositoryName,
    namespace: dnsLabel,
    cluster: clusterName,
    to: String,
    evidence: (text) => (text === '' ? '' : evidenceIn(text)),
    workflows: workflowsAt,
    'find-only': oneOf('true', 'false'),
    ...knobParsers('rollback'),
  });
  const { clock, currentRun, evidence: store, repositoryId } = world;
  const heard = evidenceDoubts({ service, tier, ...given }, { store, clock, repositoryId }, log);
  const reached = world.cluster();
  const { strategy, graces, takeOver } = settingsOfInputs('rollback', given, inputs);
  if (given['find-only'] === 'true')
    return await find(invocation, reached, { service, namespace, repository, to, strategy }, heard);
  const run = await ownRun(
    { id: github.runId, attempt: github.runAttempt },
    { currentRun, cluster: reached, clock, log },
  );
  const result = await rollBack(
    {
      service,
      tier,
      namespace,
      cluster,
      to,
      repository,
      commit: world.commit,
      run,
      actor: github.actor,
      strategy,
      graces,
      takeOver,
    },
    {
      cluster: reached,
      ...(world.images === undefined ? {} : { images: world.images }),
      records: world.records,
      clock,
      log,
      signal,
    },
    heard.doubts,
  );
  tell(invocation, result);
  const targets = targetsTable(await targetsNow(reached, { service, namespace, repository }));
  invocation.summary(
    markdown`## Rollback of ${service} in ${tier}\n\n${Markdown.written(result.report)}\n${heard.told()}\n${targets}\n`,
  );
  return endingOf(`Rollback of ${service} in ${tier}`, result);
}
