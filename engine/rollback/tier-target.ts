import type { Outcome } from '../../domain/outcome.ts';
import type { DeploymentRecord } from '../../domain/record.ts';
import { chooseTarget, type TargetChoice } from './target.ts';

/** Outcomes that left every cluster as it was. */
const UNTOUCHED: readonly Outcome[] = ['refused', 'superseded', 'skipped'];

/** One release to return all clusters of a tier to. They may run different ones, so none of them is asked: the records decide, and
 *  those of our own run are left out, so that every cluster finds the same answer whenever its turn comes.
 *
 *  A rollback that did not end well in every cluster is finished first: going one further back in some of them would leave the tier
 *  with three releases. @param to as of `chooseTarget` */
export function chooseTierTarget(newestFirst: readonly DeploymentRecord[], ownRun: number, to: string): TargetChoice {
  const others = newestFirst.filter(({ run }) => run.id !== ownRun);
  if (to !== '') return chooseTarget(others, undefined, to);
  const last = others.find(
    ({ release, state }) => release !== undefined && (state.phase !== 'ended' || !UNTOUCHED.includes(state.outcome)),
  );
  const unfinished =
    last?.kind === 'rollback' && others.some((one) => one.run.id === last.run.id && !isComplete(newestOf(others, one)));
  return unfinished && last.release !== undefined
    ? chooseTarget(others, undefined, last.release.digest)
    : chooseTarget(others, last?.release?.digest, '');
}

/** A leg that was run again has a newer record of the same run; that one counts. */
const newestOf = (
  records: readonly DeploymentRecord[],
  { run, cluster }: DeploymentRecord,
): DeploymentRecord | undefined => records.find((one) => one.run.id === run.id && one.cluster === cluster);

const isComplete = (record: DeploymentRecord | undefined): boolean =>
  record?.state.phase === 'ended' && record.state.outcome === 'complete';
