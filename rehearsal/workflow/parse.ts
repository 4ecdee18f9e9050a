import { limitOf } from '../../catalogue/github-limits.ts';
import { longExpressions } from './long-expressions.ts';
import {
  BasicExpressionToken,
  BooleanToken,
  convertWorkflowTemplate,
  MappingToken,
  NoOperationTraceWriter,
  NullToken,
  NumberToken,
  parseWorkflow,
  SequenceToken,
  StringToken,
} from './parser/github-parser.mjs';
import { InvalidWorkflow, NotRehearsed } from './problems.ts';
import type { MapToken, Place, Token } from './token.ts';
import { triggerProblems } from './trigger-problems.ts';

/** A workflow file as GitHub's parser sees it. */
export interface ParsedWorkflow {
  readonly root: MapToken;
  /** By job id. */
  readonly jobs: ReadonlyMap<string, ParsedJob>;
}
export interface ParsedJob {
  /** The `if` with GitHub's rule applied: without a status function it is `success() && (…)`.
   *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions */
  readonly condition: string;
  readonly steps: readonly { readonly id: string; readonly condition: string }[];
}

/** Contents of a file of the same commit, for called workflows; `undefined` when there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** Reads a workflow file with GitHub's own parser: schema, expressions, needs, and the inputs and secrets of the workflows it calls.
 *  @throws {InvalidWorkflow} with all of GitHub's sentences, each with file, line and column. */
export async function parse(path: string, content: string, read: ReadFile): Promise<ParsedWorkflow> {
  if (Buffer.byteLength(content) > limitOf('workflow-file-size')) {
    // The words of the run's page; the API says nothing (https://github.com/jikig-ai/soleur/issues/8363).
    throw new InvalidWorkflow([`${path}: Workflow file exceeds the maximum allowed size of 500 KB.`]);
  }
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const problems = () => context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || context.errors.count > 0) throw new InvalidWorkflow(problems());
  const files = {
    async getFileContent(reference: { readonly path: string }) {
      const called = 'repository' in reference ? undefined : await read(reference.path);
      if (called === undefined) throw new Error(`There is no ${reference.path} in this repository at this commit.`);
      return { name: reference.path, content: called };
    },
  };
  const template = await convertWorkflowTemplate(context, value, files, { fetchReusableWorkflowDepth: 1 });
  const root = toToken(value, path);
  if (context.errors.count > 0 || root.kind !== 'map') throw new InvalidWorkflow([...new Set(problems())]);
  const others = [...longExpressions(value, path), ...triggerProblems(path, root)];
  if (others.length > 0) throw new InvalidWorkflow(others);
  const jobs = template.jobs.map((job): [string, ParsedJob] => [
    job.id.value,
    {
      condition: job.if.expression,
      steps:
        job.type === 'job'
          ? job.steps.map((step) => ({
              id: step.id,
              condition: 'if' in step && step.if ? step.if.expression : 'success()',
            }))
          : [],
    },
  ]);
  return { root, jobs: new Map(jobs) };
}

export type TemplateToken = NonNullable<ReturnType<typeof parseWorkflow>['value']>;

/** The parser's tokens as plain data. */
export function toToken(token: TemplateToken, file: string): Token {
  const place: Place = { file, line: token.line ?? 1 };
  if (token instanceof MappingToken) {
    const entries = Array.from({ length: token.count }, (_, index) => token.get(index)).map(({ key, value }) => {
      const position = { file, line: key.line ?? place.line };
      if (!(key instanceof StringToken)) throw new NotRehearsed('a key that is an expression', position);
      return { key: key.value, value: toToken(value, file), place: position };
    });
    return { kind: 'map', entries, place };
  }
  if (token instanceof SequenceToken) {
    const items = Array.from({ length: token.count }, (_, index) => toToken(token.get(index), file));
    return { kind: 'list', items, place };
  }
  if (token instanceof BasicExpressionToken) return { kind: 'expression', source: token.expression, place };
  if (token instanceof NullToken) return { kind: 'literal', value: null, place };
  if (token instanceof StringToken || token instanceof NumberToken || token instanceof BooleanToken) {
    return { kind: 'literal', value: token.value, place };
  }
  throw new NotRehearsed(`a value of the kind ${token.typeName()}`, place);
}
