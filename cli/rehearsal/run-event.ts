import type { RunConclusion } from '../../rehearsal/github/model.ts';
import { prepareEvent, type RequestedEvent } from '../../rehearsal/requested-event.ts';
import { failuresOf } from '../../rehearsal/story/job-files.ts';
import { shownText } from '../../rehearsal/story/shown-text.ts';
import type { RunResult } from '../../rehearsal/workflow/run-result.ts';
import type { EventChoice } from './options.ts';
import type { Session } from './session.ts';

/** Runs the generated files for one event and lists every job with its result.
 *  @returns 0 when every run succeeded, had nothing to do or waits for a maintainer; 1 when one did not, or none started. */
export async function runEvent(
  { narrator, world, stage, folders }: Session,
  { event: requested, visibility }: EventChoice,
): Promise<number> {
  narrator.say(`\n${describe(requested, world.repository.defaultBranch)}, in a ${visibility} repository`, 'strong');
  if (requested.kind === 'pull_request' && requested.targetAllowed) {
    world.repository.blockedEvents.delete('pull_request_target');
  }
  const results = await stage.raise(await prepareEvent(world.git, requested));
  if (results.length === 0) {
    narrator.sentence('No workflow file starts on this event; on GitHub nothing would happen.', 'bad', '');
    return 1;
  }
  for (const result of results) for (const line of listing(result)) narrator.say(line);
  for (const { job, path } of failuresOf(results.flatMap(({ jobs }) => jobs)))
    narrator.say(`${shownText(job)} failed: ${path}`);
  narrator.say(`Logs and job summaries: ${folders.runs}`);
  return results.every(({ run }) => GOOD.includes(run.conclusion ?? 'failure')) ? 0 : 1;
}

const GOOD: readonly RunConclusion[] = ['success', 'skipped', 'action_required'];

const describe = (requested: RequestedEvent, base: string): string => {
  switch (requested.kind) {
    case 'push':
      return `A push to ${requested.branch ?? base}`;
    case 'pull_request': {
      const { branch, action, fork, approved } = requested;
      const what = action === 'opened' ? '' : ` (${action})`;
      // GitHub holds the first runs of a stranger back until a maintainer approves them.
      const runs = approved ? 'its runs approved' : 'its runs not approved yet';
      return `A pull request from ${branch}${fork ? ` of a stranger's fork, ${runs},` : ''} into ${base}${what}`;
    }
    case 'merge_group':
      return `A merge queue with ${requested.branch} for ${base}`;
    case 'schedule':
      return 'cron' in requested.due
        ? `The time of every schedule "${requested.due.cron}"`
        : `The schedules of ${new Date(requested.due.at).toISOString().slice(0, 16)}Z`;
    case 'issue_comment':
      return `A comment: ${requested.body}`;
    case 'repository_dispatch':
      return `A repository_dispatch of the type ${requested.eventType}`;
    case 'workflow_dispatch':
      return `A dispatch of ${requested.workflow} on ${requested.branch ?? base}`;
  }
};

/** One line for the run and one for each job, as plain columns. */
export function listing({ run, problems, jobs }: Pick<RunResult, 'run' | 'problems' | 'jobs'>): readonly string[] {
  const width = Math.max(9, ...jobs.map(({ result }) => (result ?? 'none').length));
  return [
    '',
    `${run.workflowPath} (${run.event}): ${run.conclusion ?? 'none'}`,
    ...problems.flatMap((problem) => problem.split('\n')).map((line) => `  ${line}`),
    ...jobs.map(({ result, path, name }) => `  ${(result ?? 'none').padEnd(width)}  ${path}  ${shownText(name)}`),
  ];
}
