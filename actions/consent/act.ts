import { startersOf } from '../../engine/approval/account.ts';
import { readChange } from '../../engine/approval/change.ts';
import { judgeConsent } from '../../engine/approval/consent.ts';
import { gateRefusals } from '../../engine/approval/gate-rules.ts';
import { judgeChange } from '../../engine/approval/judge-change.ts';
import type { ApprovalRefusal } from '../../engine/approval/refusal.ts';
import { secondAttempt } from '../../engine/approval/second-attempt.ts';
import { approvers } from '../_shell/approvers.ts';
import { clusterName, dnsLabel, duration, jobId, lines, oneOf } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import { refused } from '../_shell/refused.ts';
import type { consent } from './contract.ts';
import type { World } from './world.ts';

const allowed = oneOf('refused', 'allowed');

/** Fails unless somebody who may has said yes in this run, lately, to what would now happen. */
export async function act(invocation: Invocation<typeof consent>, world: World): Promise<Ending> {
  const { inputs, github, output, log } = invocation;
  const given = parseInputs(inputs, {
    ...{ 'gate-job': jobId, job: jobId, service: dnsLabel, namespace: dnsLabel, shown: lines, cluster: clusterName },
    ...{ 'shown-cluster': clusterName, 'self-review': allowed, bypass: allowed, unnamed: allowed, expires: duration },
    by: approvers,
  });
  const late = secondAttempt(github.runAttempt, inputs.again);
  if (late.length > 0) return refuse(invocation, late);
  const { service, namespace, bypass, expires, cluster } = given;
  const [run, change] = await Promise.all([world.run(), readChange({ service, namespace, head: world.head }, world)]);
  const [gateJob, own] = await Promise.all([world.job(given['gate-job']), world.job(given.job)]);
  const { by, refusals } = judgeConsent(
    {
      ...{ run: github.runId, gate: inputs.gate, bypass, expires },
      shown: cluster === given['shown-cluster'] ? given.shown : undefined,
    },
    {
      ...{ answers: await world.answers(), gateJob, now: own.startedAt, base: change.base },
      excluded: given['self-review'] === 'allowed' ? [] : [...startersOf(run), ...change.people.accounts],
    },
  );
  const wanted = { gate: inputs.gate, by: given.by, bypass, selfReview: given['self-review'] };
  const rules = gateRefusals(wanted, await world.environments.read(inputs.gate));
  const all = [...rules, ...refusals, ...judgeChange(change, given.unnamed)];
  if (all.length > 0) return refuse(invocation, all);
  const names = by.map(({ login }) => login);
  output('approved-by', names.join(','));
  output('approvers', by.map(({ id, login }) => `${id} ${login}`).join('\n'));
  output('reason', '');
  log.info(names.length === 0 ? `An administrator went past "${inputs.gate}".` : `Approved by ${names.join(', ')}.`);
  return { ok: true };
}

function refuse({ output, summary }: Invocation<typeof consent>, refusals: readonly ApprovalRefusal[]): Ending {
  const told = refused('Nothing was rolled out:', refusals);
  output('approved-by', '');
  output('approvers', '');
  output('reason', told.reason);
  summary(told.summary);
  return told.ending;
}
