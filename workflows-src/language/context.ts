/** What an expression may draw on: GitHub's contexts, and three marks of ours. `status` stands for the functions `success()`,
 *  `failure()`, `always()` and `cancelled()`; `jobs` is what a called workflow's outputs see; `tainted` marks text that a stranger
 *  wrote, such as the title of a pull request. */
export type Use =
  | 'github'
  | 'inputs'
  | 'vars'
  | 'needs'
  | 'runner'
  | 'job'
  | 'env'
  | 'secrets'
  | 'steps'
  | 'matrix'
  | 'status'
  | 'tainted';

/** Which contexts GitHub offers at which key of a workflow. Anywhere else they are a parse error, or worse, empty.
 *  `tainted` appears where the value becomes an environment variable, and nowhere else: text that a stranger wrote must not become
 *  code, a reference or a condition.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability */
export const PLACES = {
  'run-name': ['github', 'inputs', 'vars'],
  'workflow concurrency': ['github', 'inputs', 'vars'],
  'job if': ['github', 'needs', 'vars', 'inputs', 'status'],
  'job concurrency': ['github', 'needs', 'matrix', 'inputs', 'vars'],
  'job outputs': ['github', 'needs', 'matrix', 'job', 'runner', 'env', 'vars', 'steps', 'inputs'],
  'environment url': ['github', 'needs', 'matrix', 'job', 'runner', 'env', 'vars', 'steps', 'inputs'],
  'call with': ['github', 'needs', 'inputs', 'vars'],
  'call secrets': ['github', 'needs', 'secrets', 'inputs', 'vars'],
  'step if': ['github', 'needs', 'matrix', 'job', 'runner', 'env', 'vars', 'steps', 'inputs', 'status'],
  'step with': ['github', 'needs', 'matrix', 'job', 'runner', 'env', 'vars', 'secrets', 'steps', 'inputs'],
  'step env': ['github', 'needs', 'matrix', 'job', 'runner', 'env', 'vars', 'secrets', 'steps', 'inputs', 'tainted'],
} as const satisfies Readonly<Record<string, readonly Use[]>>;

/** A key of a workflow that takes expressions. */
export type Place = keyof typeof PLACES;
/** The contexts that a place offers, as a type. */
export type In<P extends Place> = (typeof PLACES)[P][number];
