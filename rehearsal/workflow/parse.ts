import { limitOf } from '../../catalogue/github-limits.ts';
import {
  convertWorkflowTemplate,
  FeatureFlags,
  getWorkflowSchema,
  NoOperationTraceWriter,
  parseWorkflow,
  TemplateContext,
  TemplateValidationErrors,
} from './parser/github-parser.mjs';
import { InvalidWorkflow } from './problems.ts';
import { toToken } from './to-token.ts';
import type { MapToken } from './token.ts';
import { triggerProblems } from './trigger-problems.ts';
import { usesOfSteps } from './uses-of-steps.ts';
import { usesProblem } from './uses-reference.ts';

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
  readonly steps: readonly ParsedStep[];
}
export interface ParsedStep {
  /** The step's `id`, or the one GitHub gives it. */
  readonly id: string;
  readonly condition: string;
  /** Steps of a `parallel` group. */
  readonly group: readonly ParsedStep[];
}

/** Reads a workflow file with GitHub's own parser: schema, expressions, needs. What it calls is not looked at.
 *  @throws {InvalidWorkflow} with all of GitHub's sentences, each with file, line and column. */
export async function parse(path: string, content: string): Promise<ParsedWorkflow> {
  if (Buffer.byteLength(content) > limitOf('workflow-file-size')) {
    // The words of the run's page; the API says nothing (https://github.com/jikig-ai/soleur/issues/8363).
    throw new InvalidWorkflow([`${path}: Workflow file exceeds the maximum allowed size of 500 KB.`]);
  }
  const trace = new NoOperationTraceWriter();
  const started = new TemplateContext(new TemplateValidationErrors(), getWorkflowSchema(), trace);
  started.state['featureFlags'] = FEATURES;
  const { context, value } = parseWorkflow({ name: path, content }, started);
  const problems = () => context.errors.getErrors().map(({ message }) => message);
  // A file that is too large stands nowhere.
  const located = context.errors.getErrors().every(({ range }) => range !== undefined);
  if (value === undefined && context.errors.count > 0 && located)
    throw new InvalidWorkflow(syntaxProblems(path, context.errors));
  if (value === undefined || context.errors.count > 0) throw new InvalidWorkflow(problems());
  const template = await convertWorkflowTemplate(context, value, undefined, {
    fetchReusableWorkflowDepth: 0,
    featureFlags: FEATURES,
  });
  for (const uses of usesOfSteps(value)) {
    const problem = usesProblem(uses.value);
    if (problem !== undefined) context.error(uses, problem);
  }
  const root = toToken(value, path);
  if (context.errors.count > 0 || root.kind !== 'map') throw new InvalidWorkflow([...new Set(problems())]);
  const others = triggerProblems(path, root);
  if (others.length > 0) throw new InvalidWorkflow(others);
  const jobs = template.jobs.map((job): [string, ParsedJob] => [
    job.id.value,
    {
      condition: job.if.expression,
      steps: job.type === 'job' ? job.steps.map(parsedStep) : [],
    },
  ]);
  return { root, jobs: new Map(jobs) };
}

/** GitHub says the line of what is no YAML, and no more; what was found there is said by the reader that is used here.
 *  @see https://github.com/devstream-io/devstream/issues/305, a run's own words */
function syntaxProblems(path: string, errors: ReturnType<typeof parseWorkflow>['context']['errors']): string[] {
  return errors.getErrors().map(({ rawMessage, range }) => {
    const line = range?.start.line ?? 1;
    const found = rawMessage.split('\n')[0]?.replace(/:$/, '') ?? '';
    return `${path}:${line}: You have an error in your yaml syntax on line ${line}\n(read here as: ${found})`;
  });
}

export type TemplateToken = NonNullable<ReturnType<typeof parseWorkflow>['value']>;
type Step = Extract<
  Awaited<ReturnType<typeof convertWorkflowTemplate>>['jobs'][number],
  { type: 'job' }
>['steps'][number];

/** What the editor's parser still keeps behind a switch and GitHub has turned on for everybody.
 *  @see https://github.blog/changelog/2026-06-25-actions-steps-can-now-be-run-in-parallel/ */
const FEATURES = new FeatureFlags({ allowBackgroundSteps: true });

const parsedStep = (step: Step): ParsedStep => ({
  id: step.id,
  condition: 'if' in step && step.if ? step.if.expression : 'success()',
  group: 'parallel' in step ? step.parallel.map(parsedStep) : [],
});
