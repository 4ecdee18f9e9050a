import { GitHubApi } from '../../adapters/github/api.ts';
import { readAskingRun } from '../../adapters/github/asking-run.ts';
import { GitHubEnvironments } from '../../adapters/github/github-environments.ts';
import { bullets, paragraphs } from '../../domain/markdown.ts';
import { judgeProtection } from '../../engine/approval/protection.ts';
import { oneOf } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import { approvers } from './approvers.ts';
import type { approval } from './contract.ts';

/** Fails unless an approval in the gate environment is a person's yes to what the rollout environment runs. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof approval>): Promise<Ending> {
  const { gate, environment, branch, token } = inputs;
  const given = parseInputs(inputs, {
    by: approvers,
    'self-review': oneOf('refused', 'allowed'),
    bypass: oneOf('refused', 'allowed'),
  });
  const api = new GitHubApi({ ...github, token });
  const environments = new GitHubEnvironments(api);
  const rules = { gate: await environments.read(gate), environment: await environments.read(environment) };
  const refusals = judgeProtection(
    { gate, environment, branch, by: given.by, bypass: given.bypass, selfReview: given['self-review'] },
    { ...rules, run: await readAskingRun(api, github.runId) },
  );
  const reviewers = rules.gate?.reviewers.map(({ name }) => name) ?? [];
  output('reviewers', reviewers.join(','));
  output('reason', [...new Set(refusals.map(({ code }) => code))].join(','));
  if (refusals.length > 0) {
    const lines = refusals.map(({ code, sentence }) => `${sentence} (${code})`);
    summary(paragraphs('An approval would prove nothing:', bullets(lines)));
    return { ok: false, sentence: lines.join('\n') };
  }
  const sentence = `One of ${reviewers.join(', ')} approves in "${gate}"; "${gate}" and "${environment}" admit the branch "${branch}" alone.`;
  log.info(sentence);
  summary(paragraphs(sentence));
  return { ok: true };
}
