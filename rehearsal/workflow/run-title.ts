import type { CommitInfo } from '../github/commit-object.ts';
import type { Occurrence } from './occurrence.ts';

/** What GitHub shows as the name of a run whose workflow says no `run-name`: the commit's subject for a push, the title of what is
 *  talked about, the workflow's name where there is nothing of the kind.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#run-name */
export function runTitle({ event }: Occurrence, workflow: string, commit: CommitInfo): string {
  switch (event.kind) {
    case 'push':
    case 'merge_group':
      return commit.message.split('\n')[0] ?? '';
    case 'pull_request':
      return event.title;
    case 'issue_comment':
      return event.issue.title;
    case 'repository_dispatch':
      return event.eventType;
    case 'workflow_dispatch':
    case 'schedule':
    case 'workflow_run':
    case 'activity':
      return workflow;
  }
}
