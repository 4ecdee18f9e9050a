import { isDigest } from '../../domain/digest.ts';
import { evidencePlace } from '../../domain/evidence/place.ts';
import { readBase } from '../../engine/approval/read-base.ts';
import type { EvidencePorts } from '../../engine/evidence/collect-evidence.ts';
import { recordEvidence } from '../../engine/evidence/record-evidence.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import { dnsLabel, evidenceIn, repositoryName } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { withdrawal } from './contract.ts';

export type WithdrawalInvocation = Invocation<typeof withdrawal>;

/** What the action asks, and where it writes. */
export interface World extends EvidencePorts {
  readonly cluster: Pick<Cluster, 'get'>;
}

const BEFORE = 'before';

/** Keeps what runs, for the time after the rollback. That it cannot be told stops no rollback. */
export async function act(invocation: WithdrawalInvocation, { cluster }: World): Promise<Ending> {
  const { log, output, save } = invocation;
  const { service, namespace } = parsed(invocation);
  const before = await running({ service, namespace }, cluster, log.warning);
  save(BEFORE, before ?? '');
  output('release', before ?? '');
  log.info(before === undefined ? `No release of ${service} is known to run.` : `${service} runs ${before}.`);
  return { ok: true };
}

/** Withdraws what ran before and runs no more. The rollback is done and stays done, whatever becomes of this: people are told. */
export async function post(invocation: WithdrawalInvocation, { cluster, ...ports }: World): Promise<Ending> {
  const { github, log, saved } = invocation;
  const before = saved(BEFORE);
  if (!isDigest(before)) return { ok: true };
  const { service, tier, namespace, releases, evidence } = parsed(invocation);
  const now = await running({ service, namespace }, cluster, log.warning);
  if (now === undefined || now === before) return { ok: true };
  const release = { repository: releases, digest: before };
  const saying = { release, service, tier, said: 'withdrawn', approvedBy: [] } as const;
  try {
    const run = { id: github.runId, attempt: github.runAttempt };
    const digest = await recordEvidence(saying, run, evidencePlace(evidence, release), ports);
    log.info(`${tier} says "withdrawn" of the release of ${service} that ran before: ${digest}.`);
  } catch (cause) {
    log.warning(
      `${service} was rolled back in ${tier}, and evidence of ${before} could not be withdrawn: ${wordsOf(cause)} It can still be promoted. Roll back again to withdraw it.`,
    );
  }
  return { ok: true };
}

const parsed = ({ inputs }: WithdrawalInvocation) =>
  parseInputs(inputs, {
    service: dnsLabel,
    tier: dnsLabel,
    namespace: dnsLabel,
    releases: repositoryName,
    evidence: evidenceIn,
  });

async function running(
  { service, namespace }: { readonly service: string; readonly namespace: string },
  cluster: Pick<Cluster, 'get'>,
  warn: (sentence: string) => void,
): Promise<string | undefined> {
  try {
    const { release } = await readBase(cluster, service, namespace);
    return release !== undefined && isDigest(release) ? release : undefined;
  } catch (cause) {
    warn(`Nobody can tell what runs of ${service}, so nothing is withdrawn: ${wordsOf(cause)}`);
    return undefined;
  }
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
