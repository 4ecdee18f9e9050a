import { GITHUB_LIMITS, type GitHubLimitCode } from '../../catalogue/github-limits.ts';
import type { Problem } from '../../domain/problem.ts';
import { expressionsIn } from '../language/template.ts';
import { type ValueAt, valuesAboveJobs, valuesOfJob } from '../language/values.ts';
import type { Workflow } from '../language/workflow.ts';
import { workflowFile } from '../render/workflow-file.ts';
import { largestPart } from './largest-part.ts';
import type { Known, Rule } from './rule.ts';

/** Nothing is written that GitHub would not start: it says so only once the file is pushed, and of a file that is too large nothing at
 *  all. Services are spread over lots before (`domain/lots.ts`), so what is named here cannot be spread: what takes the room is said in
 *  the words of the delivery. */
export const withinLimits: Rule = (workflow, known) => [
  ...sizeProblems(workflow, known),
  ...[valuesAboveJobs(workflow), ...workflow.jobs.map(valuesOfJob)].flatMap((values) =>
    values.filter(isBeyond).map((each) => expressionProblem(workflow, each)),
  ),
  ...inputProblems(workflow),
  ...callProblems(workflow),
];

function sizeProblems(workflow: Workflow, { delivery }: Known): readonly Problem[] {
  const bytes = Buffer.byteLength(workflowFile(workflow).content);
  if (bytes <= GITHUB_LIMITS['workflow-file-size'].value) return [];
  const { field, value, instead } =
    delivery === undefined
      ? { field: `${workflow.path} > jobs`, value: workflow.jobs.length, instead: 'Make two workflows of it.' }
      : largestPart(delivery);
  return [{ field, value, message: `${beyond('workflow-file-size', workflow.path, bytes)} ${instead}` }];
}

/** A text with expressions in it is one expression as a whole: `format('…', …)`. */
const isBeyond = ({ value }: ValueAt): boolean => lengthOf(value) > GITHUB_LIMITS['expression-length'].value;

function expressionProblem({ path }: Workflow, { at, value }: ValueAt): Problem {
  const length = lengthOf(value);
  return {
    field: `${path} > ${at}`,
    value: length,
    message: `${beyond('expression-length', 'It', length)} Let a job of its own decide, and ask for its result.`,
  };
}

function lengthOf(value: ValueAt['value']): number {
  if (typeof value !== 'object') return 0;
  if (value.kind === 'expression') return value.code.length;
  const texts = value.parts.map((part) => (typeof part === 'string' ? part.replace(/['{}]/g, '$&$&') : '{00}'));
  return (
    "format('')".length +
    texts.join('').length +
    expressionsIn(value).reduce((sum, { code }) => sum + code.length + 2, 0)
  );
}

function inputProblems({ path, dispatch }: Workflow): readonly Problem[] {
  const definitions = Object.values(dispatch?.definitions ?? {});
  const given = definitions.map(({ default: usual }) => usual ?? '');
  return [
    ...counted('dispatch-inputs', `${path} > inputs`, definitions.length, 'Take a name and a commit, or one text.'),
    ...counted('dispatch-payload', `${path} > inputs`, JSON.stringify(given).length, 'Shorten the defaults.'),
  ];
}

function callProblems(workflow: Workflow): readonly Problem[] {
  const field = `${workflow.path} > jobs`;
  return [
    ...counted('called-workflow-levels', field, levelsOf(workflow), 'Call them from the first workflow.'),
    ...counted('called-workflows', field, calledBy(workflow).size - 1, 'Join some of them.'),
  ];
}

const calledOf = ({ jobs }: Workflow): readonly Workflow[] =>
  jobs.flatMap((job) => (job.kind === 'call' ? [job.workflow] : []));

const levelsOf = (workflow: Workflow): number => 1 + Math.max(0, ...calledOf(workflow).map(levelsOf));

const calledBy = (workflow: Workflow): ReadonlySet<string> =>
  new Set([workflow.path, ...calledOf(workflow).flatMap((each) => [...calledBy(each)])]);

const counted = (code: GitHubLimitCode, field: string, count: number, instead: string): readonly Problem[] =>
  count <= GITHUB_LIMITS[code].value
    ? []
    : [{ field, value: count, message: `${beyond(code, 'It', count)} ${instead}` }];

/** What GitHub takes, what it is given, what it does then and where it says so. */
function beyond(code: GitHubLimitCode, subject: string, found: number): string {
  const { value, unit, beyond: then, source } = GITHUB_LIMITS[code];
  return `${subject} would have ${grouped(found)} ${unit}, and GitHub takes ${grouped(value)}: ${then} (${source}).`;
}

const grouped = (count: number): string => count.toLocaleString('en-US');
