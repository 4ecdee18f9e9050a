import type { Problem } from '../../domain/problem.ts';
import type { InputDefinition } from '../language/input.ts';
import type { Workflow } from '../language/workflow.ts';
import { isStarted } from './known-events.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

/** Where GitHub looks for workflows, and nowhere below. */
const PATH = /^\.github\/workflows\/[A-Za-z0-9_-][A-Za-z0-9._-]*\.ya?ml$/;

/** A workflow can start and has something to do, in a file that GitHub looks at. It would refuse the file, or keep it and never run it. */
export const wholeWorkflows: Rule = (workflow) => {
  const { path, name, on, call, dispatch, jobs } = workflow;
  return [
    ...(PATH.test(path)
      ? []
      : [
          {
            field: 'path',
            value: path,
            message: 'GitHub reads .github/workflows/<name>.yml alone: letters, digits, "-", "_" and ".".',
          },
        ]),
    ...(name.trim() === ''
      ? [{ field: `${path} > name`, value: name, message: 'A workflow has a name: people look for it.' }]
      : []),
    ...(isStarted(workflow)
      ? []
      : [{ field: `${path} > on`, value: on, message: 'Nothing starts it: name an event, a call or a dispatch.' }]),
    ...(jobs.length === 0
      ? [{ field: `${path} > jobs`, value: [], message: 'It has nothing to do: give it a job.' }]
      : []),
    ...stepsJobs(workflow)
      .filter(({ steps }) => steps.length === 0)
      .map((job) => ({
        field: `${jobField(workflow, job)}.steps`,
        value: [],
        message: 'It has nothing to do: give it a step.',
      })),
    ...Object.entries((dispatch ?? call?.inputs)?.definitions ?? {}).flatMap(([input, definition]) =>
      inputProblems(`${path} > inputs.${input}`, definition),
    ),
  ];
};

/** Each file has one workflow; some file systems do not tell case. */
export const ownPaths = (workflows: readonly Pick<Workflow, 'path'>[]): readonly Problem[] => {
  // What is no workflow, or has no path, is named elsewhere.
  const paths = workflows.map((each) => each?.path).filter((path) => typeof path === 'string');
  const plain = paths.map((path) => path.toLowerCase());
  return paths
    .filter((path, index) => plain.indexOf(path.toLowerCase()) !== index)
    .map((path) => ({
      field: 'path',
      value: path,
      message: 'Two workflows have this file: give one another name.',
    }));
};

const TYPES: Readonly<Record<InputDefinition['type'], string>> = {
  string: 'string',
  boolean: 'boolean',
  number: 'number',
  choice: 'string',
  environment: 'string',
};

/** A form that nobody can fill in is refused, or starts with something that is no choice. */
function inputProblems(field: string, definition: InputDefinition): readonly Problem[] {
  const { type, default: usual } = definition;
  if (!Object.hasOwn(TYPES, type))
    return [{ field: `${field}.type`, value: type, message: `Wanted ${Object.keys(TYPES).join(', ')}.` }];
  const options = type === 'choice' ? definition.options : undefined;
  return [
    ...(options !== undefined &&
    (options.length === 0 || new Set(options).size !== options.length || options.includes(''))
      ? [{ field: `${field}.options`, value: options, message: 'A choice has options, all different, none empty.' }]
      : []),
    ...(usual !== undefined &&
    (typeof usual !== TYPES[type] || Number.isNaN(usual) || Math.abs(Number(usual)) === Infinity)
      ? [{ field: `${field}.default`, value: usual, message: `Wanted a ${TYPES[type]} that it can hold.` }]
      : []),
    ...(options !== undefined && typeof usual === 'string' && !options.includes(usual)
      ? [{ field: `${field}.default`, value: usual, message: `It is none of the options: ${options.join(', ')}.` }]
      : []),
  ];
}
