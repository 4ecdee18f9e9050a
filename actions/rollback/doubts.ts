import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import { bullets, type Markdown, markdown } from '../../domain/markdown.ts';
import { InvalidInput } from '../../domain/problem.ts';
import type { EvidenceStore } from '../../engine/evidence/evidence-store.ts';
import type { Doubts } from '../../engine/rollback/find-target.ts';
import { takenBack } from '../../engine/rollback/taken-back.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import type { Log } from '../_shell/invocation.ts';

/** What the rollback was told of the tier's evidence. */
export interface EvidenceGiven {
  readonly service: string;
  readonly tier: string;
  /** '' where none is kept. */
  readonly evidence: string;
  readonly workflows: readonly WorkflowAt[];
}

export interface EvidenceWorld {
  readonly store: EvidenceStore;
  readonly clock: Clock;
  /** GitHub's number of the repository; `undefined` where the event does not tell it. */
  readonly repositoryId: number | undefined;
}

export interface ToldDoubts {
  readonly doubts: Doubts;
  /** What was passed over, and what nobody could tell; empty where there was neither. */
  told(): Markdown;
}

/** Hears what the tier's evidence says against states that were good, and tells people. While it cannot be read, the way back goes on
 *  without.
 *  @throws InvalidInput */
export function evidenceDoubts(
  { evidence, workflows, ...place }: EvidenceGiven,
  { repositoryId, ...ports }: EvidenceWorld,
  log: Pick<Log, 'info' | 'warning'>,
): ToldDoubts {
  if ((evidence === '') !== (workflows.length === 0))
    throw new InvalidInput('The inputs', [
      { field: 'evidence', value: evidence, message: 'Give "evidence" and "workflows" together, or none of them.' },
    ]);
  const said: string[] = [];
  const unsure = (why: string): void => {
    const sentence = `Whether checks failed after a rollout is not known, so what the cluster knows as good counts: ${why}`;
    log.warning(sentence);
    said.push(sentence);
  };
  const doubts: Doubts = async (targets) => {
    if (evidence === '' || targets.length === 0) return new Set();
    if (repositoryId === undefined) {
      unsure('The event of this run does not tell the number of the repository.');
      return new Set();
    }
    const { states, unknown } = await takenBack(
      targets,
      { ...place, evidence, workflows, repository: repositoryId },
      ports,
    );
    for (const why of states.values()) {
      log.info(`Passed over: ${why}`);
      said.push(`Passed over: ${why} To return to it anyway, name it.`);
    }
    for (const why of unknown) unsure(why);
    return new Set(states.keys());
  };
  return { doubts, told: () => (said.length === 0 ? markdown`` : bullets(said)) };
}
