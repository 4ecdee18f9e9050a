import { CaseSensitiveDictionary } from './case-sensitive-dictionary.ts';
import { data, Evaluator, Lexer, Parser } from './parser/github-parser.mjs';
import { NotRehearsed } from './problems.ts';
import { sentenceOf } from './sentence.ts';
import { inFile, type Token } from './token.ts';
import type { Value } from './value.ts';
import { webhookData } from './webhook-fields.ts';

/** What an expression can see. */
export interface Scope {
  readonly contexts: Readonly<Partial<Record<ContextName, Value>>>;
  readonly status?: StatusFunctions;
  /** `hashFiles()`, where there is a workspace: in the steps of a job. */
  readonly hashFiles?: (...patterns: readonly string[]) => string;
}

/** The functions that ask how things went so far; what they look at differs between jobs and steps. */
export interface StatusFunctions {
  success(): boolean;
  failure(): boolean;
  cancelled(): boolean;
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
const CONTEXTS = [
  ...['github', 'env', 'vars', 'secrets', 'inputs', 'needs', 'jobs', 'job', 'steps', 'runner', 'strategy', 'matrix'],
] as const;
export type ContextName = (typeof CONTEXTS)[number];

interface ExtraFunction {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number;
  readonly call: (...args: data.ExpressionData[]) => data.ExpressionData;
}

/** Evaluates what stands between `${{` and `}}`. Which context may be used where was checked when the file was read; a context
 *  that does not exist here is null, as on GitHub. @throws with GitHub's own sentence. */
export function evaluate(source: string, { contexts, ...named }: Scope): Value {
  const functions = extraFunctions(named);
  const tree = new Parser(
    new Lexer(source).lex().tokens,
    [...CONTEXTS],
    [...functions.values()].map(described),
  ).parse();
  const root = new data.Dictionary(
    ...CONTEXTS.map((key) => ({
      key,
      value: contextData(key, contexts[key] ?? null),
    })),
  );
  return fromData(new Evaluator(tree, root, functions).evaluate());
}

/** An expression cannot be evaluated, or gives what does not fit where it stands. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
}

/** Evaluates everything below a token. Keys are not expressions here: the reader refuses those.
 *  @throws with GitHub's sentence, file, line and column before it */
export function evaluateToken(token: Token, scope: Scope): Value {
  switch (token.kind) {
    case 'literal':
      return token.value;
    case 'expression':
      try {
        return evaluate(token.source, scope);
      } catch (error) {
        if (error instanceof NotRehearsed) throw error.at(token.place);
        throw new TemplateProblem(`${inFile(token.place)}: ${sentenceOf(error)}`);
      }
    case 'list':
      return token.items.map((item) => evaluateToken(item, scope));
    case 'map':
      return Object.fromEntries(token.entries.map(({ key, value }) => [key, evaluateToken(value, scope)]));
  }
}

/** The text that GitHub puts where a string is wanted. @throws for a list or an object, as GitHub does. */
export function evaluateText(token: Token, scope: Scope): string {
  const value = evaluateToken(token, scope);
  if (typeof value === 'object' && value !== null) {
    const kind = Array.isArray(value) ? 'sequence' : 'mapping';
    throw new TemplateProblem(`${inFile(token.place)}: A ${kind} was not expected`);
  }
  return toText(value);
}

/** A scalar as GitHub writes it into text: null is empty, numbers in their shortest form. */
export const toText = (value: Value): string => toData(value).coerceString();

/** What `if:` and `&&` take for true: everything but null, false, 0, NaN and the empty text. */
export const isTruthy = (value: Value): boolean =>
  value !== null && value !== false && value !== '' && value !== 0 && !Number.isNaN(value);

/** Values as the library has them. */
function toData(value: Value): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })));
}

function contextData(name: ContextName, value: Value): data.ExpressionData {
  if (name === 'env') return environment(value);
  const whole = toData(value);
  if (name !== 'github' || !(whole instanceof data.Dictionary)) return whole;
  const pairs = whole
    .pairs()
    .map((pair) => (pair.key === 'event' ? { ...pair, value: webhookData(pair.value) } : pair));
  return new data.Dictionary(...pairs);
}

const environment = (value: Value | undefined): data.ExpressionData =>
  value === undefined || value === null || typeof value !== 'object'
    ? new data.Null()
    : new CaseSensitiveDictionary(Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })));

function fromData(value: data.ExpressionData): Value {
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
  }
  if (value instanceof data.Array) return value.values().map(fromData);
  if (value instanceof data.Null) return null;
  return value.value;
}

const described = ({ name, minArgs, maxArgs }: ExtraFunction) => ({ name, minArgs, maxArgs });

/** How many arguments a function takes at most. */
const MOST_ARGUMENTS = 255;

function extraFunctions({ status, hashFiles }: Omit<Scope, 'contexts'>): Map<string, ExtraFunction> {
  const hash: ExtraFunction = {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: MOST_ARGUMENTS,
    call: (...patterns) => {
      if (hashFiles === undefined) throw new NotRehearsed('hashFiles()');
      return new data.StringData(hashFiles(...patterns.map((pattern) => pattern.coerceString())));
    },
  };
  const answers: Readonly<Record<string, () => boolean>> =
    status === undefined ? {} : { ...bound(status), always: () => true };
  const functions = Object.entries(answers).map(([name, answer]): [string, ExtraFunction] => [
    name,
    { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(answer()) },
  ]);
  return new Map([...functions, ['hashfiles', hash]]);
}

const bound = (status: StatusFunctions) => ({
  success: () => status.success(),
  failure: () => status.failure(),
  cancelled: () => status.cancelled(),
});
