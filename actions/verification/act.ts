import { isToSign, toSignOutput } from '../../domain/evidence/to-sign.ts';
import { demandPlace } from '../../domain/expected.ts';
import { bullets } from '../../domain/markdown.ts';
import { completeRecords, RESULTS } from '../../engine/verification/complete-records.ts';
import { insideResult } from '../../engine/verification/inside-result.ts';
import { overtaken } from '../../engine/verification/overtaken.ts';
import { recordVerification } from '../../engine/verification/record-verification.ts';
import { ASKED_PARSERS } from '../_shell/asked-inputs.ts';
import { dnsLabel, evidenceIn, oneOf, placesOfServices } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { verification } from './contract.ts';
import { CHECKS_PARSERS, checksOfInputs, parseIds, parseRollouts } from './inputs.ts';
import type { World } from './world.ts';

/** Says what the checks of a tier have shown: first where it counts, then where people look. */
export async function act(invocation: Invocation<typeof verification>, world: World): Promise<Ending> {
  const { inputs, github, log, output, summary } = invocation;
  const { records: ids, ...given } = parseInputs(inputs, {
    records: parseIds,
    result: oneOf(...RESULTS),
    tier: dnsLabel,
    rollouts: parseRollouts,
    repositories: placesOfServices,
    namespace: (text) => (text === '' ? undefined : dnsLabel(text)),
    ...ASKED_PARSERS,
    evidence: evidenceIn,
    ...CHECKS_PARSERS,
  });
  for (const rollout of given.rollouts) demandPlace(rollout, given.repositories);
  const { namespace } = given;
  const { result, sentences: shown } = await insideResult(given, checksOfInputs(given), world);
  const moved =
    result === 'success' && namespace !== undefined
      ? await overtaken(given.rollouts, { namespace, run: github.runId }, world.cluster())
      : [];
  const isOvertaken = moved.length > 0;
  const said = await recordVerification(
    { ...given, result: isOvertaken || result === 'unknown' ? 'cancelled' : result },
    { id: github.runId, attempt: github.runAttempt },
    {
      ...world,
      approvers: (service) => world.approvers(given, service),
    },
  );
  const { outcome, sentences, problems } = await completeRecords(
    ids,
    isOvertaken ? 'overtaken' : result,
    world.records,
  );
  output('outcome', outcome);
  output(
    'to-sign',
    toSignOutput(said.filter((each) => isToSign(given.evidence, each.said)).map(({ service }) => service)),
  );
  const lines = [
    ...shown,
    ...moved,
    ...said.map((each) => `${given.tier} says "${each.said}" of this release of ${each.service}: ${each.digest}.`),
    ...(sentences.length === 0 ? ['There was no record to end: nothing was rolled out.'] : sentences),
  ];
  for (const line of lines) log.info(line);
  summary(bullets([...lines, ...problems]));
  if (problems.length > 0) return { ok: false, sentence: problems.join('\n') };
  if (result === 'success') return { ok: true };
  return { ok: false, sentence: [...shown, `The checks ended with "${result}".`].join(' ') };
}
