import type { StepDefinition, WorkStep } from '../workflow/definition.ts';
import { evaluateText, type Scope } from '../workflow/expression.ts';
import { contextsIn } from '../workflow/expression-contexts.ts';
import { literalText, type Token } from '../workflow/token.ts';
import { parseUses, usesTitle } from '../workflow/uses-reference.ts';
import type { SelfRepository } from './frame.ts';
import type { JobState } from './job-state.ts';
import { problemSentence } from './problem-sentence.ts';

/** What the log calls a step. */
export interface StepName {
  readonly name: string;
  /** Whether it is evaluated, once and for all. */
  readonly known: boolean;
  /** Why it cannot be evaluated, as the runner warns of it. */
  readonly problem: string | undefined;
}

type Naming = Pick<JobState, 'masks' | 'request'>;

/** Contexts that the server sends along with a job; others the runner makes while the job goes on. */
const SENT: ReadonlySet<string> = new Set(['github', 'inputs', 'matrix', 'needs', 'strategy', 'vars']);
/** Of the `github` context the runner adds these. */
const ADDED: readonly string[] = ['event_path', 'job', 'token', 'workspace'];

/** The name of a step when its job begins: its own, else what it runs, in its first line and without secrets. One that needs more than
 *  the server knew stays as it is written until the step is due. One that cannot be evaluated is no name.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs (InitializeJob), ActionRunner.cs (GenerateDisplayName) */
export function firstName(step: WorkStep, state: Naming, self: SelfRepository): StepName {
  const [prefix, token] = named(step, self);
  if (needsMore(token)) {
    return { name: prefixed(prefix, written(token)) || NAMELESS, known: false, problem: undefined };
  }
  const { github, needs, vars, inputs, leg } = state.request;
  const sent = Object.fromEntries(Object.entries(github).filter(([key]) => !ADDED.includes(key)));
  const scope: Scope = { contexts: { github: sent, needs, vars, inputs, strategy: {}, ...leg } };
  return evaluated(prefix, token, scope, state, NAMELESS);
}

/** The name of a step that is due. One that is known stays; one that cannot be evaluated even now stays what it was.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionRunner.cs (TryUpdateDisplayName) */
export function dueName(step: WorkStep, before: StepName, scope: Scope, state: Naming, self: SelfRepository): StepName {
  if (before.known) return before;
  const [prefix, token] = named(step, self);
  return evaluated(prefix, token, scope, state, before.name);
}

/** Steps that wait or cancel are called as they are written. */
export const controlName = ({ id, name }: StepDefinition): string =>
  name === undefined ? id : firstLine(written(name)) || id;

/** What the runner calls a step that has no name and runs nothing. */
const NAMELESS = 'run';

function evaluated(prefix: string, token: Token, scope: Scope, { masks }: Naming, otherwise: string): StepName {
  try {
    const name = masks.hide(prefixed(prefix, evaluateText(token, scope))) || NAMELESS;
    return { name, known: true, problem: undefined };
  } catch (error) {
    const source = token.kind === 'expression' ? `\${{ ${token.source} }}` : written(token);
    const problem = `Encountered an error when evaluating display name ${source}. ${problemSentence(error)}`;
    return { name: otherwise, known: false, problem };
  }
}

const needsMore = (token: Token): boolean =>
  token.kind === 'expression' &&
  (/\bhashfiles\s*\(/i.test(token.source) || [...contextsIn(token.source)].some((name) => !SENT.has(name)));

function named(step: WorkStep, self: SelfRepository): readonly [prefix: string, token: Token] {
  if (step.name !== undefined) return ['', step.name];
  if (step.kind === 'run') return ['Run ', step.run];
  const reference = parseUses(step.uses);
  const value =
    reference === undefined ? step.uses : usesTitle(reference, { repository: self.repository, sha: self.ref });
  return ['Run ', { kind: 'literal', value, place: step.place }];
}

/** With one blank at both ends of each expression, as the runner writes them. */
const written = (token: Token): string =>
  token.kind === 'expression'
    ? token.written.replace(/\$\{\{\s*((?:'(?:[^']|'')*'|[^'])*?)\s*\}\}/g, (_, inner: string) => `\${{ ${inner} }}`)
    : (literalText(token) ?? '');

/** The first line that says something, as the runner shows a script. */
export const firstLine = (text: string): string => text.replace(/^[ \t\r\n]+/, '').split(/[\r\n]/)[0] ?? '';

const prefixed = (prefix: string, text: string): string => (text === '' ? '' : `${prefix}${firstLine(text)}`);
