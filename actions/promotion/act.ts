import type { CommitSha } from '../../domain/commit.ts';
import { formatDigestReference } from '../../domain/image.ts';
import { paragraphs } from '../../domain/markdown.ts';
import { chooseRelease, type PromotionPorts } from '../../engine/promotion/choose-release.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { type Refused, refused, refusedBytes } from '../_shell/refused.ts';
import type { promotion } from './contract.ts';
import { parsePromotionInputs } from './inputs.ts';

/** What the action asks. */
export interface World extends PromotionPorts {
  /** The commit of the run, where its branch ends for it. */
  readonly head: CommitSha;
}

const NOTHING = 'Nothing goes up:';

/** Names the release of a commit. That it is not proven is an answer where there is a way to prove it, else a refusal. */
export async function act(invocation: Invocation<typeof promotion>, world: World): Promise<Ending> {
  const { inputs, github, log, output, summary } = invocation;
  const { otherwise, commit, ...given } = parsePromotionInputs(inputs);
  const { head } = world;
  const own = await world.runs.find(github.runId);
  if (own === undefined) throw new Error(`GitHub does not know run ${github.runId}, which this is.`);
  const repository = own.repository.id;
  const choice = await refusedBytes(NOTHING, () =>
    chooseRelease({ ...given, commit: commit ?? head, head, repository }, world),
  );
  if ('ending' in choice) return tellRefused(invocation, choice);
  for (const { code, sentence } of choice.passedOver) log.info(`Passed over: ${sentence} (${code})`);
  if (choice.kind === 'refused' || (choice.kind === 'unproven' && otherwise === 'refuse'))
    return tellRefused(invocation, refused(NOTHING, [choice.refusal]));
  const sentence = choice.kind === 'proven' ? choice.sentence : choice.refusal.sentence;
  output('adopted', String(choice.kind === 'proven'));
  output('release', formatDigestReference(choice.release));
  output('sentence', sentence);
  output('reason', choice.kind === 'proven' ? '' : choice.refusal.code);
  log.info(sentence);
  summary(paragraphs(sentence));
  return { ok: true };
}

function tellRefused(
  { output, summary }: Invocation<typeof promotion>,
  { reason, sentence, summary: told, ending }: Refused,
): Ending {
  output('adopted', 'false');
  output('sentence', sentence);
  output('reason', reason);
  summary(told);
  return ending;
}
