import type { Attempt } from './run-attempt.ts';
import { RunJournal } from './run-journal.ts';
import type { RunFacts } from './start-run.ts';

/** A run whose event came from somebody whom the repository does not know yet: it has ended before it began, without jobs, until a
 *  maintainer approves it.
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks
 *  @see https://github.com/nexu-io/open-design/pull/2683 for what the API shows of it */
export function heldAttempt({ start, run, title }: RunFacts): Attempt {
  const { folder, listener = () => {} } = start.options;
  const journal = new RunJournal(run, title, folder, listener);
  run.status = 'completed';
  run.conclusion = 'action_required';
  journal.started([]);
  journal.ended(run.conclusion);
  return {
    begun: Promise.resolve(),
    done: Promise.resolve(),
    outcomes: new Map(),
    result: () => journal.result,
    cancel: () => {},
  };
}
