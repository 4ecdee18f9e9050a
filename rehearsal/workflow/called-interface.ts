import { type CallChain, calledError } from './call-chain.ts';
import type { CallJob, WorkflowDefinition } from './definition.ts';
import { hasExpression } from './expand.ts';
import { evaluateToken } from './expression.ts';
import { childOf, type Entry, entriesOf, inFile, isTrue, literalText, type Token } from './token.ts';
import { eventConfiguration } from './trigger.ts';
import { typedInput } from './typed-input.ts';

/** GitHub's sentences for a call that does not fit what the called workflow declares: inputs, secrets, or no `workflow_call` at all.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToOnTrigger) */
export function interfaceProblems(job: CallJob, called: WorkflowDefinition, chain: CallChain): readonly string[] {
  const declared = eventConfiguration(called.on, 'workflow_call');
  if (declared === undefined) {
    const reason = 'workflow is not reusable as it is missing a `on.workflow_call` trigger';
    return calledError(chain, job, reason).problems;
  }
  const configuration = declared ?? undefined;
  const reserved = entriesOf(childOf(configuration, 'secrets')).find(({ key }) => /^github_token$/i.test(key));
  if (reserved !== undefined) {
    const reason = `workflow is invalid: secret name \`${reserved.key}\` within \`workflow_call\` can not be used since it would collide with system reserved name`;
    return calledError(chain, job, reason).problems;
  }
  return [...inputProblems(job, configuration), ...secretProblems(job, configuration)];
}

function inputProblems(job: CallJob, configuration: Token | undefined): readonly string[] {
  const inputs = entriesOf(childOf(configuration, 'inputs'));
  const given = job.with?.entries ?? [];
  return [
    ...inputs.flatMap(({ key, value }) => {
      const fallback = childOf(value, 'default');
      const own = find(given, key)?.value;
      const missing = own === undefined && isTrue(childOf(value, 'required'));
      return [
        ...literalProblems(value, fallback),
        ...literalProblems(value, own),
        ...(missing ? [`${inFile(job.usesPlace)}: Input ${key} is required, but not provided while calling.`] : []),
      ];
    }),
    ...unknown('input', given, inputs),
  ];
}

/** A value that needs no run to be judged. */
function literalProblems(input: Token, token: Token | undefined): readonly string[] {
  if (token === undefined || hasExpression(token)) return [];
  const typed = typedInput(
    literalText(childOf(input, 'type')) ?? 'string',
    evaluateToken(token, { contexts: {} }),
    token,
  );
  return typed instanceof Error ? [typed.message] : [];
}

function secretProblems(job: CallJob, configuration: Token | undefined): readonly string[] {
  if (job.secrets !== undefined && job.secrets.kind !== 'map') return [];
  const secrets = entriesOf(childOf(configuration, 'secrets'));
  const given = entriesOf(job.secrets);
  return [
    ...secrets
      .filter(({ key, value }) => isTrue(childOf(value, 'required')) && find(given, key) === undefined)
      .map(({ key }) => `${inFile(job.usesPlace)}: Secret ${key} is required, but not provided while calling.`),
    ...unknown('secret', given, secrets),
  ];
}

const unknown = (kind: 'input' | 'secret', given: readonly Entry[], declared: readonly Entry[]): readonly string[] =>
  given
    .filter(({ key }) => find(declared, key) === undefined)
    .map(
      ({ key, value }) => `${inFile(value.place)}: Invalid ${kind}, ${key} is not defined in the referenced workflow.`,
    );

const find = (entries: readonly Entry[], name: string): Entry | undefined =>
  entries.find(({ key }) => key.toLowerCase() === name.toLowerCase());
