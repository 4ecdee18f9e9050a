import { GITHUB_PLACES as AT } from '../../catalogue/github-schema.ts';

/** What an expression may draw on: GitHub's contexts, and three marks of ours. `status` stands for the functions `success()`,
 *  `failure()`, `always()` and `cancelled()`; `files` for `hashFiles()`; `tainted` marks text that a stranger wrote, such as the title
 *  of a pull request. */
export type Use =
  | 'github'
  | 'inputs'
  | 'vars'
  | 'needs'
  | 'runner'
  | 'job'
  | 'jobs'
  | 'env'
  | 'secrets'
  | 'steps'
  | 'strategy'
  | 'matrix'
  | 'status'
  | 'files'
  | 'tainted';

/** Which contexts GitHub offers at which key of a workflow, as its schema says. Anywhere else they are a parse error, or worse, empty.
 *  `tainted` appears where the value becomes an environment variable, and nowhere else: text that a stranger wrote must not become
 *  code, a reference or a condition. Outputs take no secret: the runner drops what holds one.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability */
export const PLACES = {
  'run-name': AT['run-name'],
  'workflow env': [...AT['workflow-env'], 'tainted'],
  'workflow concurrency': AT['workflow-concurrency'],
  'job if': AT['job-if'],
  'job name': AT['string-strategy-context'],
  'job env': [...AT['job-env'], 'tainted'],
  'job strategy': AT['strategy'],
  'job runs-on': AT['runs-on'],
  'job concurrency': AT['job-concurrency'],
  'job environment': AT['job-environment-name'],
  'job timeout': AT['number-strategy-context'],
  'job continue-on-error': AT['boolean-strategy-context'],
  'job defaults': AT['job-defaults-run'],
  'job outputs': AT['string-runner-context-no-secrets'],
  'environment url': AT['string-runner-context-no-secrets'],
  container: AT['container'],
  'container env': AT['string-runner-context'],
  'container credentials': AT['container-registry-credentials'],
  'call with': AT['scalar-needs-context'],
  'call secrets': AT['scalar-needs-context-with-secrets'],
  'step if': AT['step-if'],
  'step name': AT['step-name'],
  'step with': AT['step-with'],
  'step env': [...AT['step-env'], 'tainted'],
  'step continue-on-error': AT['step-continue-on-error'],
  'step timeout': AT['step-timeout-minutes'],
  'step folder': AT['string-steps-context'],
} as const satisfies Readonly<Record<string, readonly Use[]>>;

/** A key of a workflow that takes expressions. */
export type Place = keyof typeof PLACES;
/** The contexts that a place offers, as a type. */
export type In<P extends Place> = (typeof PLACES)[P][number];
