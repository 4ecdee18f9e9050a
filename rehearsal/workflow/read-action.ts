import {
  type ActionDefinition,
  type ActionInput,
  type CompositeAction,
  InvalidAction,
  type JavaScriptAction,
} from './action-definition.ts';
import type { WorkStep } from './definition.ts';
import type { TemplateToken } from './parse.ts';
import {
  convertToIfCondition,
  getActionSchema,
  MappingToken,
  NoOperationTraceWriter,
  readTemplate,
  SequenceToken,
  TemplateContext,
  TemplateValidationErrors,
  YamlObjectReader,
} from './parser/github-parser.mjs';
import { readWork } from './read-steps.ts';
import { toToken } from './to-token.ts';
import { childOf, entriesOf, literalText, type Token } from './token.ts';
import { usesProblem } from './uses-reference.ts';

/** Where an `action.yml` lies. */
export interface ActionFile {
  /** As GitHub's sentences call it. */
  readonly name: string;
  /** Path in the repository, for places. */
  readonly path: string;
  readonly content: string;
}

/** Reads an `action.yml` with GitHub's own parser, by the schema of the runner: names and descriptions are for people, keys that it does
 *  not know are passed over, but for those of `runs` and of steps.
 *  @throws {InvalidAction} with the runner's sentences
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionManifestManager.cs
 *  @see https://github.com/actions/runner src/Runner.Worker/action_yaml.json */
export function readAction({ name, path, content }: ActionFile): ActionDefinition {
  const failed = `Failed to load ${name}`;
  const context = new TemplateContext(new TemplateValidationErrors(), getActionSchema(), new NoOperationTraceWriter());
  const file = context.getFileId(name);
  const reader = new YamlObjectReader(file, content, 'refused');
  for (const { message, range } of reader.errors) context.error(file, message, range);
  const value = reader.errors.length > 0 ? undefined : readTemplate(context, 'action-root', reader, file);
  const problems = () => context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || context.errors.count > 0) throw new InvalidAction(failed, problems());
  const root = toToken(value, path);
  const runs = childOf(root, 'runs');
  if (runs === undefined) throw new InvalidAction(`Top level 'runs:' section is required for ${name}`);
  const inputs = entriesOf(childOf(root, 'inputs')).map(
    ({ key, value: input }): ActionInput => ({
      name: key,
      default: childOf(input, 'default'),
      deprecationMessage: literalText(childOf(input, 'deprecationMessage')),
    }),
  );
  const using = literalText(childOf(runs, 'using'))?.toLowerCase();
  if (using === 'docker') return { kind: 'docker', inputs };
  if (using === 'composite') {
    const steps = stepTokens(value);
    if (steps === undefined) throw new InvalidAction(failed, [withoutSteps(name)]);
    const read = steps.map(readStep(context, path));
    if (context.errors.count > 0) throw new InvalidAction(failed, problems());
    return { kind: 'composite', inputs, steps: read, outputs: readOutputs(root) } satisfies CompositeAction;
  }
  const problem = javaScriptProblem(runs, using, name);
  if (problem !== undefined) throw new InvalidAction(failed, [problem]);
  return {
    kind: 'javascript',
    inputs,
    main: literalText(childOf(runs, 'main')) ?? '',
    pre: literalText(childOf(runs, 'pre')),
    preCondition: literalText(childOf(runs, 'pre-if')) ?? 'always()',
    post: literalText(childOf(runs, 'post')),
    postCondition: literalText(childOf(runs, 'post-if')) ?? 'always()',
  } satisfies JavaScriptAction;
}

const VERSIONS = ['node12', 'node16', 'node20', 'node24'];

/** Older versions are taken: the runner moves all of them to its present one.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/HandlerFactory.cs */
function javaScriptProblem(runs: Token, using: string | undefined, file: string): string | undefined {
  if (using === undefined) {
    return "Missing 'using' value. 'using' requires 'composite', 'docker', 'node12', 'node16', 'node20' or 'node24'.";
  }
  if (!VERSIONS.includes(using)) {
    const written = literalText(childOf(runs, 'using')) ?? '';
    const sentence = `'using: ${written}' is not supported, use 'docker', 'node12', 'node16', 'node20' or 'node24' instead.`;
    // The runner hands its sentence over as the name of the argument that is wrong, here and below.
    return `Specified argument was out of the range of valid values. (Parameter '${sentence}')`;
  }
  if (literalText(childOf(runs, 'main')) !== undefined) return undefined;
  const sentence = `You are using a JavaScript Action but there is not an entry JavaScript file provided in ${file}.`;
  return `Value cannot be null. (Parameter '${sentence}')`;
}

const withoutSteps = (file: string): string =>
  `Value cannot be null. (Parameter 'You are using a composite action but there are no steps provided in ${file}.')`;

function stepTokens(root: TemplateToken): readonly TemplateToken[] | undefined {
  const steps = find(find(root, 'runs'), 'steps');
  return steps instanceof SequenceToken
    ? Array.from({ length: steps.count }, (_, index) => steps.get(index))
    : undefined;
}

/** Reads steps one by one; what is wrong with one is added to the context. */
function readStep(context: TemplateContext, path: string): (step: TemplateToken) => WorkStep {
  const ids = new Set<string>();
  return (step) => {
    const [id, condition, uses] = ['id', 'if', 'uses'].map((key) => find(step, key));
    const name = id?.toString() ?? '';
    if (id !== undefined && ids.has(name.toLowerCase())) {
      context.error(id, `The identifier '${name}' may not be used more than once within the same scope.`);
    }
    ids.add(name.toLowerCase());
    const problem = uses === undefined ? undefined : usesProblem(uses.toString());
    if (uses !== undefined && problem !== undefined) context.error(uses, problem);
    const holds = condition === undefined ? undefined : convertToIfCondition(context, condition);
    return readWork(toToken(step, path), { id: name, condition: holds?.expression ?? 'success()' });
  };
}

const find = (token: TemplateToken | undefined, key: string): TemplateToken | undefined =>
  token instanceof MappingToken ? token.find(key) : undefined;

const readOutputs = (root: Token): CompositeAction['outputs'] =>
  entriesOf(childOf(root, 'outputs')).flatMap(({ key, value }) => {
    const given = childOf(value, 'value');
    return given === undefined ? [] : [{ name: key, value: given }];
  });
