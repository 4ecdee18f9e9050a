import { GITHUB_LIMITS } from '../../catalogue/github-limits.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Job } from '../language/job.ts';
import { type Leg, legCount, type Matrix } from '../language/matrix.ts';
import { expressionsOfJob } from '../language/needs.ts';
import { jobField, type Rule, writesToTier } from './rule.ts';

const MOST = GITHUB_LIMITS['matrix-jobs'].value;

/** A matrix has legs that GitHub runs, all different, and gives no outputs: they would be those of the leg that happened to end last.
 *  Elsewhere there is no `matrix` to use. Legs that change a tier are cut off by nobody, so only legs one at a time may fail fast.
 *  @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations */
export const wholeMatrices: Rule = (workflow, { delivery }) =>
  workflow.jobs.flatMap((job) => {
    const field = `${jobField(workflow, job)}.strategy`;
    if (job.matrix === undefined) return strayProblems(field, job, []);
    const keys = Object.keys(job.matrix.values);
    return [
      ...matrixProblems(field, job, job.matrix),
      ...strayProblems(field, job, keys),
      ...(delivery !== undefined || writesToTier(job) ? paceProblems(field, job.matrix) : []),
    ];
  });

/** A matrix of another job, or a key that this one does not have, is empty. */
function strayProblems(field: string, job: Job, keys: readonly string[]): readonly Problem[] {
  return expressionsOfJob(job)
    .filter(({ expression }) => expression.uses.includes('matrix'))
    .filter(({ expression: { code } }) => {
      const used = [...code.matchAll(/\bmatrix\.([\w-]+)/g)].map(([, key = '']) => key);
      return keys.length === 0 || used.some((key) => !keys.includes(key));
    })
    .map(({ expression }) => ({
      field,
      value: expression.code,
      message:
        keys.length === 0
          ? 'This job has no matrix: the value is empty.'
          : `The matrix of this job has no such key; it has: ${keys.join(', ')}.`,
    }));
}

function matrixProblems(field: string, job: Job, { content, maxParallel }: Matrix): readonly Problem[] {
  const count = legCount(content);
  const isPace = maxParallel === undefined || typeof maxParallel === 'object';
  return [
    ...(count === undefined || (count >= 1 && count <= MOST)
      ? []
      : [{ field: `${field}.matrix`, value: count, message: `GitHub runs 1 to ${MOST} jobs of a matrix.` }]),
    ...(content.kind === 'legs' ? twiceProblems(`${field}.matrix`, content.legs) : []),
    ...(content.kind === 'axes' ? axesProblems(`${field}.matrix`, content) : []),
    ...(isPace || (Number.isInteger(maxParallel) && maxParallel >= 1)
      ? []
      : [{ field: `${field}.max-parallel`, value: maxParallel, message: 'Wanted a whole number, 1 or more.' }]),
    ...Object.keys(job.kind === 'steps' ? job.exports : {}).map((name) => ({
      field: `${field}.matrix`,
      value: name,
      message: 'Outputs of a matrix are those of its last leg: decide in a job after it.',
    })),
  ];
}

const twiceProblems = (field: string, legs: readonly unknown[]): readonly Problem[] =>
  new Set(legs.map((leg) => JSON.stringify(leg))).size === legs.length
    ? []
    : [{ field, value: legs, message: 'Two legs are the same: each needs values of its own.' }];

/** What is taken out is there before: GitHub would take nothing out, and say nothing. */
function axesProblems(
  field: string,
  { axes, exclude }: Extract<Matrix['content'], { readonly kind: 'axes' }>,
): readonly Problem[] {
  const has = ([key, value]: [string, Leg[string]]): boolean => {
    const axis = axes[key];
    return (
      axis !== undefined &&
      (!Array.isArray(axis) || axis.includes(value) || axis.some((each) => typeof each === 'object'))
    );
  };
  return [
    ...Object.entries(axes).flatMap(([key, axis]) =>
      Array.isArray(axis)
        ? [
            ...(axis.length === 0
              ? [{ field: `${field}.${key}`, value: axis, message: 'An axis has a value or more.' }]
              : []),
            ...twiceProblems(`${field}.${key}`, axis),
          ]
        : [],
    ),
    ...exclude
      .filter((leg) => !Object.entries(leg).every(has))
      .map((leg) => ({
        field: `${field}.exclude`,
        value: leg,
        message: 'No leg has these values, so it takes out none.',
      })),
  ];
}

const paceProblems = (field: string, { failFast, maxParallel }: Matrix): readonly Problem[] =>
  failFast !== false && maxParallel !== 1
    ? [{ field: `${field}.fail-fast`, value: failFast, message: 'It would cut off legs half way: set max-parallel 1.' }]
    : [];
