import { basename } from 'node:path';
import type { Deed } from '../../../rehearsal/story/deed.ts';
import type { Act, Story } from '../../../rehearsal/story/story.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { jobsOf } from '../mutations/parts.ts';
import { entryOf, readTree } from '../mutations/source-tree.ts';

/** Which workflow a job calls, by file name and job. */
export type Calls = ReadonlyMap<string, string>;

/** @param files texts of workflows by path */
export function callsOf(files: ReadonlyMap<string, string>): Calls {
  const calls = new Map<string, string>();
  for (const [path, text] of files) {
    for (const { key, value } of jobsOf({ text, root: readTree(text) })) {
      const uses = entryOf(value, 'uses')?.value;
      if (uses?.kind === 'scalar') calls.set(`${basename(path)} ${key}`, basename(uses.text));
    }
  }
  return calls;
}

/** What a dispatch is asked for, no other event reads. */
const DISPATCH_INPUT = /\/on\.workflow_dispatch\./;

/** What a mutation may be seen by: something of the act meets the place that was bent. */
export function reaches(act: Act, story: Pick<Story, 'company'>, mutation: Mutation, calls: Calls): boolean {
  const file = basename(mutation.file);
  if (DISPATCH_INPUT.test(mutation.id))
    return act.deeds.some((deed) => deed.do === 'dispatch' && deed.workflow === file);
  if (mutation.job === undefined && !mutation.isForRunner && act.deeds.some((deed) => mayStart(deed, file)))
    return true;
  return act.states.runs.some((run) =>
    Object.entries(run.jobs).some(([path, { result }]) => {
      const places = placesOf(run.file, path, calls);
      const meets = places.some((place) => place.file === file && (mutation.job ?? place.job) === place.job);
      if (!meets || !mutation.isForRunner) return meets;
      return result !== 'skipped' && isRun(act, story, path);
    }),
  );
}

/** A push or a pull request may start any file; a dispatch names its own. */
const mayStart = (deed: Deed, file: string): boolean =>
  deed.do === 'dispatch' ? deed.workflow === file : ['push', 'merge', 'open a pull request'].includes(deed.do);

/** Whether the steps of a job are taken, or told at least. */
function isRun({ cast = [] }: Act, { company }: Pick<Story, 'company'>, path: string): boolean {
  const role = cast.find(({ job }) => job === path);
  const isTold = company === 'stand-ins for steps';
  switch (role?.plays) {
    case 'itself':
      return true;
    case 'passes':
      return isTold;
    case 'fails':
      return isTold && role.step !== undefined;
    case 'is held':
    case 'is lost':
    case undefined:
      return company !== 'stand-ins';
    default:
      return false;
  }
}

/** The job of a path, and the calls that lead to it: each in its own file. */
export function placesOf(file: string, path: string, calls: Calls): readonly { file: string; job: string }[] {
  const [first = '', ...rest] = path.split(' / ');
  const job = first.replace(/ \(.*\)$/, '');
  const called = calls.get(`${file} ${job}`);
  const here = { file, job };
  return called === undefined || rest.length === 0 ? [here] : [here, ...placesOf(called, rest.join(' / '), calls)];
}
