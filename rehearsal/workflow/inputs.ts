import { limitOf } from '../../catalogue/github-limits.ts';
import { NotRehearsed } from './problems.ts';
import { childOf, type Entry, entriesOf, isTrue, literalText, literalTexts, type Token } from './token.ts';
import type { Value } from './value.ts';

/** Inputs of a run: texts as the event has them, and values of the declared types as the `inputs` context has them. */
export interface DispatchInputs {
  readonly event: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, Value>>;
}

/** A dispatch that GitHub's API refuses: mostly with 422, and with 404 when it knows of no such workflow. */
export class DispatchRefused extends Error {
  override readonly name = 'DispatchRefused';
  readonly status: 404 | 422;

  constructor(message: string, status: 404 | 422 = 422) {
    super(message);
    this.status = status;
  }
}

/** Checks what a dispatch gives against what the workflow declares, and fills in defaults in both forms.
 *  @throws {DispatchRefused} with GitHub's sentence.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs */
export function dispatchInputs(
  declared: Token | undefined,
  given: Readonly<Record<string, string>>,
  environments: readonly string[],
): DispatchInputs {
  const inputs = entriesOf(declared);
  if ([...JSON.stringify(given)].length > limitOf('dispatch-payload'))
    throw new DispatchRefused('inputs are too large.');
  const find = (name: string) => Object.entries(given).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const unexpected = Object.keys(given).filter(
    (name) => !inputs.some(({ key }) => key.toLowerCase() === name.toLowerCase()),
  );
  if (unexpected.length > 0) throw new DispatchRefused(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const texts = inputs.map((input): [Entry, string] => {
    const fallback = literalText(childOf(input.value, 'default')) ?? implicitDefault(input.value);
    const text = find(input.key) ?? fallback;
    if (text === '' && isTrue(childOf(input.value, 'required'))) {
      throw new DispatchRefused(`Required input '${input.key}' not provided`);
    }
    checkText(input, text, environments);
    return [input, text];
  });
  return {
    event: Object.fromEntries(texts.map(([{ key }, text]) => [key, text])),
    typed: Object.fromEntries(texts.map(([{ key, value }, text]) => [key, typedInput(typeOf(value), text)])),
  };
}

const typeOf = (input: Token): string => literalText(childOf(input, 'type')) ?? 'string';

/** What a form for a dispatch shows when the workflow gives no default. */
function implicitDefault(input: Token): string {
  if (typeOf(input) === 'boolean') return 'false';
  return typeOf(input) === 'choice' && !isTrue(childOf(input, 'required'))
    ? (literalTexts(childOf(input, 'options'))[0] ?? '')
    : '';
}

/** @throws {DispatchRefused} in the words that GitHub has for a `choice` and for a `boolean`; {NotRehearsed} for types whose words are
 *  not known.
 *  @see https://github.com/cli/cli/issues/5246 */
function checkText({ key, value }: Entry, text: string, environments: readonly string[]): void {
  const type = typeOf(value);
  const allowed = allowedTexts(type, value);
  if (allowed !== undefined && !allowed.includes(text)) {
    throw new DispatchRefused(`Provided value '${text}' for input '${key}' not in the list of allowed values`);
  }
  const refuse = (wanted: string) => {
    const next = `dispatch with ${wanted}`;
    throw new NotRehearsed([{ what: `"${text}" for the ${type} input "${key}"`, place: value?.place, next }]);
  };
  if (text === '') return;
  if (type === 'number' && Number.isNaN(Number(text))) refuse('a number');
  if (type === 'environment' && !environments.includes(text.toLowerCase())) {
    refuse('an environment that the repository has');
  }
}

function allowedTexts(type: string, input: Token): readonly string[] | undefined {
  if (type === 'boolean') return ['true', 'false'];
  return type === 'choice' ? literalTexts(childOf(input, 'options')) : undefined;
}

function typedInput(type: string, text: string): Value {
  if (type === 'boolean') return text === 'true';
  return type === 'number' && text !== '' ? Number(text) : text;
}
