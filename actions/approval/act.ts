import { demandPlace } from '../../domain/expected.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { paragraphs } from '../../domain/markdown.ts';
import { startersOf } from '../../engine/approval/account.ts';
import { baseLine } from '../../engine/approval/base.ts';
import { type Change, readChange } from '../../engine/approval/change.ts';
import { describeChange } from '../../engine/approval/describe-change.ts';
import { judgeChange } from '../../engine/approval/judge-change.ts';
import { judgeProtection } from '../../engine/approval/protection.ts';
import type { ApprovalRefusal } from '../../engine/approval/refusal.ts';
import { secondAttempt } from '../../engine/approval/second-attempt.ts';
import { fetchExpected } from '../../engine/release/expected-release.ts';
import { approvers } from '../_shell/approvers.ts';
import { dnsLabel, lines, oneOf, placesOfServices } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import { type Refused, refused, refusedBytes } from '../_shell/refused.ts';
import type { approval } from './contract.ts';
import type { World } from './world.ts';

const allowed = oneOf('refused', 'allowed');

/** Fails unless an approval in the gate environment would be a yes of somebody else to what is shown, and can come. */
export async function act(invocation: Invocation<typeof approval>, world: World): Promise<Ending> {
  const { inputs, github, output, summary } = invocation;
  const { gate, environment, branch, again } = inputs;
  const {
    by,
    'self-review': selfReview,
    bypass,
    unnamed,
    releases,
    namespace,
    tier,
    repositories,
  } = parseInputs(inputs, {
    by: approvers,
    'self-review': allowed,
    bypass: allowed,
    unnamed: allowed,
    releases: parseReleases,
    namespace: dnsLabel,
    tier: dnsLabel,
    repositories: placesOfServices,
  });
  const late = secondAttempt(github.runAttempt, again);
  if (late.length > 0) return refuse(invocation, late);
  const other = await refusedBytes(PROVES_NOTHING, async () => {
    for (const handed of releases)
      await fetchExpected(world.registry, handed.release, { ...demandPlace(handed, repositories), ...handed, tier });
  });
  if (other !== undefined) return tellRefused(invocation, other);
  const run = await world.run();
  const rules = { gate: await world.environments.read(gate), environment: await world.environments.read(environment) };
  const changes: Change[] = [];
  for (const { service } of releases) changes.push(await readChange({ service, namespace, head: world.head }, world));
  output('reviewers', rules.gate?.reviewers.map(({ name }) => name).join(',') ?? '');
  output('shown', changes.map(({ base }) => baseLine(base)).join('\n'));
  const askedBy = startersOf(run).map(({ login }) => login);
  for (const [index, change] of changes.entries())
    summary(describeChange(change, { head: world.head, release: releases[index]?.release.digest, askedBy }));
  const refusals = [
    ...judgeProtection(
      { gate, environment, branch, by, selfReview, bypass },
      { ...rules, run, authors: changes.flatMap(({ people }) => people.accounts) },
    ),
    ...changes.flatMap((change) => judgeChange(change, unnamed)),
  ];
  if (refusals.length > 0) return refuse(invocation, refusals);
  return granted(invocation, rules.gate?.reviewers.map(({ name }) => name) ?? []);
}

function parseReleases(text: string) {
  const found = lines(text)
    .map((line) => line.split(' '))
    .filter(([, release]) => release !== undefined)
    .map(([service = '', ...release]) => ({
      service: dnsLabel(service),
      release: parseDigestReference(release.join(' ')),
    }));
  if (found.length === 0) throw new Error('There is nothing to approve: wanted a service and its release.');
  return found;
}

const PROVES_NOTHING = 'An approval would prove nothing:';

const refuse = (invocation: Invocation<typeof approval>, refusals: readonly ApprovalRefusal[]): Ending =>
  tellRefused(invocation, refused(PROVES_NOTHING, refusals));

function tellRefused({ output, summary }: Invocation<typeof approval>, told: Refused): Ending {
  output('reason', told.reason);
  summary(told.summary);
  return told.ending;
}

function granted(
  { inputs: { gate, environment, branch }, output, log, summary }: Invocation<typeof approval>,
  reviewers: readonly string[],
): Ending {
  const sentence = `One of ${reviewers.join(', ')} approves in "${gate}"; "${gate}" and "${environment}" admit the branch "${branch}" alone.`;
  output('reason', '');
  log.info(sentence);
  summary(paragraphs(sentence));
  return { ok: true };
}
