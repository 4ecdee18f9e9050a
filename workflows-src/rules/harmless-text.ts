import type { Problem } from '../../domain/problem.ts';
import { type Rule, stepField, stepsIn } from './rule.ts';

/** Variables of the runner that a stranger chooses the text of. */
const FOREIGN = ['GITHUB_REF', 'GITHUB_REF_NAME', 'GITHUB_HEAD_REF', 'GITHUB_BASE_REF', 'GITHUB_ACTOR'];
/** What puts a line into the log, where it may be a command, or into a file that the runner reads. */
const SAYS = /\b(echo|printf|cat|tee)\b|GITHUB_(STEP_SUMMARY|OUTPUT|ENV|PATH)/;

const NONE: readonly Problem[] = [];

/** No command says a value that comes from elsewhere as it is: a line of it would be a command of the runner, or Markdown. Line ends and
 *  percent signs are escaped for an annotation, and for a summary it is set in as ASCII (`pipelines/foreign-text.ts`).
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const harmlessText: Rule = (workflow) =>
  stepsIn(workflow).flatMap(({ job, step }) => {
    if (step.kind !== 'run' || !step.run.includes('$')) return NONE;
    const foreign = [...FOREIGN, ...Object.keys(step.env).filter((name) => typeof step.env[name] !== 'string')];
    const saying = step.run.split('\n').filter((line) => SAYS.test(line));
    return foreign
      .filter((name) => saying.some((line) => plain(line, name)))
      .map((name) => ({
        field: `${stepField(workflow, job, step)}.run`,
        value: step.run,
        message: `$${name} is somebody else's text and is said as it is: a line of it could be a command. Escape it, or set it in.`,
      }));
  });

/** `$NAME` or `${NAME}` without a filter behind it; `${NAME//…}` replaces something. */
const plain = (line: string, name: string): boolean =>
  line.includes(name) &&
  new RegExp(`\\$(${name}(?!\\w)|\\{${name}\\})`).test(line) &&
  !line.includes("| LC_ALL=C tr -cd '[:print:]\\n'");
