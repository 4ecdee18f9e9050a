import type { CallJob } from './definition.ts';
import { evaluateText, evaluateToken, type Scope, toText } from './expression.ts';
import type { Plan } from './plan.ts';
import type { FileScope } from './run-context.ts';
import { at, childOf, entriesOf, literalText, type Token } from './token.ts';
import { eventConfiguration } from './trigger.ts';
import type { Value } from './value.ts';

/** What a called workflow gets from its caller: inputs of the declared types with defaults filled in, and the secrets that the
 *  caller passes on. The caller's `env` is not among it.
 *  @throws with file and line of an input that has another type than declared.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations */
export function calledScope(job: CallJob, called: Plan, caller: FileScope, scope: Scope, path: string): FileScope {
  const declared = eventConfiguration(called.definition.on, 'workflow_call') ?? undefined;
  const inputs = entriesOf(childOf(declared, 'inputs')).map(({ key, value }): [string, Value] => {
    const given = job.with?.entries.find((entry) => entry.key.toLowerCase() === key.toLowerCase());
    const type = literalText(childOf(value, 'type')) ?? 'string';
    const fallback = childOf(value, 'default');
    if (given !== undefined) return [key, typed(key, type, evaluateToken(given.value, scope), given.value)];
    // A default sees the caller's `github` and `vars`, and none of its needs.
    const { github = null, vars = null } = scope.contexts;
    if (fallback !== undefined) {
      return [key, typed(key, type, evaluateToken(fallback, { contexts: { github, vars } }), fallback)];
    }
    return [key, type === 'boolean' ? false : type === 'number' ? 0 : ''];
  });
  return {
    path,
    file: called.definition.path,
    inputs: Object.fromEntries(inputs),
    secrets: passedOn(job, caller, scope),
  };
}

function typed(key: string, type: string, value: Value, token: Token): Value {
  if (type === 'string' && (typeof value !== 'object' || value === null)) return toText(value);
  if (type === 'number' && typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)))
    return Number(value);
  if (typeof value === type) return value;
  throw new Error(
    `${at(token.place)}: the input "${key}" is a ${type}, and what is given is ${JSON.stringify(value)}.`,
  );
}

function passedOn(job: CallJob, caller: FileScope, scope: Scope): Readonly<Record<string, string>> {
  if (job.secrets === undefined) return {};
  if (job.secrets.kind !== 'map') return caller.secrets;
  const withSecrets = { contexts: { ...scope.contexts, secrets: caller.secrets } };
  return Object.fromEntries(
    job.secrets.entries
      .map(({ key, value }): [string, string] => [key, evaluateText(value, withSecrets)])
      .filter(([, value]) => value !== ''),
  );
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
