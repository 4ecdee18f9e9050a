import { isActionName } from '../../domain/locked-action.ts';
import type { UsedCommit } from '../../engine/actions-lock/find-updates.ts';

const USES = /^\s*(?:-\s+)?uses:\s*["']?([\w.-]+\/[\w./-]+)@([0-9a-f]{40})["']?(?:\s+#\s*(\S+))?/gm;

/** Every commit of an action that workflows name, with the version in the comment behind it (`v4.2.0`, and as some tools write it `pin@v4.2.0`,
 *  `ratchet:actions/checkout@v4.2.0`), each once. */
export function usedCommits(workflows: readonly string[]): readonly UsedCommit[] {
  const found = workflows.flatMap((text) =>
    [...text.matchAll(USES)].flatMap(([, name = '', sha = '', comment]) =>
      isActionName(name) ? [{ name, sha, comment: comment?.replace(/^.*@/, '') }] : [],
    ),
  );
  return [...new Map(found.map((each) => [`${each.name}@${each.sha}`, each])).values()];
}
