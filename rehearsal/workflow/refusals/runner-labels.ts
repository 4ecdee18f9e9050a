import { HOSTED_RUNNERS } from '../../../catalogue/github-runners.ts';
import type { JobDefinition } from '../definition.ts';
import { hasExpression } from '../expand.ts';
import { evaluateToken } from '../expression.ts';
import { contextsIn } from '../expression-contexts.ts';
import type { Refusal } from '../problems.ts';
import { evaluateStrategy } from '../strategy.ts';
import { childOf, type Token } from '../token.ts';
import { isObject, type Value } from '../value.ts';

/** Labels of the repository's own runners, where it has any. */
export type OwnRunners = ReadonlySet<string>;

/** A job that wants another machine than Linux of GitHub: every job runs on this machine, as if it were Ubuntu's image. Labels that
 *  depend on more than the job's matrix are judged when the job starts. */
export function runnerRefusals(job: JobDefinition, own: OwnRunners): readonly Refusal[] {
  if (job.kind === 'call' || job.runsOn === undefined) return [];
  const { runsOn, strategy, id } = job;
  const labels = labelsToken(runsOn);
  if (!hasExpression(labels)) return labelRefusals(evaluateToken(labels, { contexts: {} }), runsOn, own);
  if (!onlyMatrix(labels) || strategy === undefined || hasExpression(strategy)) return labelRefusals([], runsOn, own);
  const found = matricesOf(strategy, id).flatMap((matrix) =>
    labelRefusals(evaluateToken(labels, { contexts: { matrix } }), runsOn, own),
  );
  return found.filter(({ what }, index) => found.findIndex((one) => one.what === what) === index);
}

/** What is to be said about labels that are known. */
export function labelRefusals(labels: Value, runsOn: Token, own: OwnRunners): readonly Refusal[] {
  const group = childOf(runsOn, 'group');
  if (group !== undefined || isObject(labels)) {
    return [{ what: '"runs-on" with a group of runners', place: (group ?? runsOn).place }];
  }
  return [labels].flat().flatMap((label) => {
    const what = unlike(String(label), own);
    return what === undefined ? [] : [{ what, place: runsOn.place }];
  });
}

/** The part of `runs-on` that holds labels. */
export const labelsToken = (runsOn: Token): Token =>
  runsOn.kind === 'map' ? (childOf(runsOn, 'labels') ?? { kind: 'list', items: [], place: runsOn.place }) : runsOn;

function unlike(label: string, own: OwnRunners): string | undefined {
  if (own.has(label.toLowerCase())) return undefined;
  const runner = HOSTED_RUNNERS.find((one) => one.label === label.toLowerCase());
  if (runner?.system === 'linux') return undefined;
  return `"runs-on: ${label}", ${runner === undefined ? 'a runner that GitHub does not host' : `which is ${SYSTEMS[runner.system]}`},`;
}

const SYSTEMS = { windows: 'Windows', macos: 'macOS' } as const;

function onlyMatrix(token: Token): boolean {
  if (token.kind === 'list') return token.items.every(onlyMatrix);
  return token.kind !== 'expression' || [...contextsIn(token.source)].every((name) => name === 'matrix');
}

/** None where GitHub refuses the matrix. */
function matricesOf(strategy: Token, jobId: string): readonly Value[] {
  try {
    return evaluateStrategy(strategy, { contexts: {} }, jobId).matrix.map(({ values }) => values);
  } catch {
    return [];
  }
}
