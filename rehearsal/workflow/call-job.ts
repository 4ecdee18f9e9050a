import type { CallJob } from './definition.ts';
import { evaluateText, evaluateToken, type Scope } from './expression.ts';
import type { Plan } from './plan.ts';
import type { FileScope } from './run-context.ts';
import { childOf, type Entry, entriesOf, literalText, type Token } from './token.ts';
import { eventConfiguration } from './trigger.ts';
import { typedInput } from './typed-input.ts';
import type { Value } from './value.ts';

/** What a called workflow gets from its caller: inputs of the declared types with defaults filled in, and the secrets that the
 *  caller passes on. The caller's `env` is not among it.
 *  @throws with GitHub's sentence for an input that has another type than declared.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations */
export function calledScope(
  job: CallJob,
  called: Plan,
  caller: FileScope,
  scope: Scope,
  shown: Pick<FileScope, 'path' | 'title'>,
): FileScope {
  const declared = eventConfiguration(called.definition.on, 'workflow_call') ?? undefined;
  const inputs = entriesOf(childOf(declared, 'inputs')).map((input): [string, Value] => [
    input.key,
    inputValue(input, job, scope),
  ]);
  return {
    ...shown,
    file: called.definition.path,
    origin: called.origin,
    inputs: Object.fromEntries(inputs),
    secrets: passedOn(job, caller, scope),
  };
}

function inputValue({ key, value }: Entry, job: CallJob, scope: Scope): Value {
  const type = literalText(childOf(value, 'type')) ?? 'string';
  const given = job.with?.entries.find((entry) => entry.key.toLowerCase() === key.toLowerCase())?.value;
  if (given !== undefined) return typed(type, given, scope);
  const fallback = childOf(value, 'default');
  // A default sees the caller's `github` and `vars`, and none of its needs.
  const { github = null, vars = null } = scope.contexts;
  if (fallback !== undefined) return typed(type, fallback, { contexts: { github, vars } });
  return type === 'boolean' ? false : type === 'number' ? 0 : '';
}

function typed(type: string, token: Token, scope: Scope): Value {
  const value = typedInput(type, evaluateToken(token, scope), token);
  if (value instanceof Error) throw new Error(`The template is not valid. ${value.message}`);
  return value;
}

/** Secrets are looked at when a job starts: one that is passed on may be the token of that job, which is not there before. */
function passedOn({ secrets }: CallJob, caller: FileScope, scope: Scope): FileScope['secrets'] {
  if (secrets === undefined) return () => ({});
  if (secrets.kind !== 'map') return caller.secrets;
  const named = secrets.entries;
  return (jobToken) => {
    const seen = { contexts: { ...scope.contexts, secrets: { ...caller.secrets(jobToken), GITHUB_TOKEN: jobToken } } };
    return Object.fromEntries(
      named
        .map(({ key, value }): [string, string] => [key, evaluateText(value, seen)])
        .filter(([, value]) => value !== ''),
    );
  };
}

/** Outputs of a called workflow, from those of its jobs; empty ones are left out. */
export function calledOutputs(called: Plan, scope: Scope): Readonly<Record<string, string>> {
  const declared = eventConfiguration(called.definition.on, 'workflow_call') ?? undefined;
  const outputs = entriesOf(childOf(declared, 'outputs')).map(({ key, value }): [string, string] => {
    const token = childOf(value, 'value');
    return [key, token === undefined ? '' : evaluateText(token, scope)];
  });
  return Object.fromEntries(outputs.filter(([, text]) => text !== ''));
}
