import { GitHubApi } from '../../adapters/github/api.ts';
import { GitHubEnvironments } from '../../adapters/github/github-environments.ts';
import { judgeProtection } from '../../engine/approval/protection.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import type { approval } from './contract.ts';

/** Fails unless an approval in the gate environment is a person's yes to what the rollout environment runs. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof approval>): Promise<Ending> {
  const { gate, environment, branch, token } = inputs;
  const environments = new GitHubEnvironments(new GitHubApi({ ...github, token }));
  const { reviewers, problems, notes } = judgeProtection(
    { gate, environment, branch },
    { gate: await environments.read(gate), environment: await environments.read(environment) },
  );
  output('reviewers', reviewers.join(','));
  for (const note of notes) log.warning(note);
  if (problems.length > 0) {
    summary(['An approval would prove nothing:', '', ...problems.map((problem) => `- ${problem}`)].join('\n'));
    return { ok: false, sentence: problems.join('\n') };
  }
  const sentence = `One of ${reviewers.join(', ')} approves in "${gate}"; "${gate}" and "${environment}" admit the branch "${branch}" alone.`;
  log.info(sentence);
  summary([sentence, ...notes].join('\n\n'));
  return { ok: true };
}
