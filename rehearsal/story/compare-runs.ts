import { compareJobs } from './compare-jobs.ts';
import type { SeenRun } from './seen.ts';
import type { Played } from './stage.ts';
import type { RunStatement, Statement } from './statement.ts';

/** One sentence for each way in which what came of the deeds of an act is not what it states. */
export function comparePlayed(
  { runs, refused = {}, besides = [] }: Pick<Statement, 'runs' | 'refused' | 'besides'>,
  played: Played,
): readonly string[] {
  const left = played.runs.filter(({ file }) => !besides.includes(file));
  const problems = runs.flatMap((stated) => {
    const index = left.findIndex((run) => isMeant(stated, run));
    const [run] = index < 0 ? [] : left.splice(index, 1);
    return run === undefined
      ? [`No run of ${nameOf(stated)} was started, wanted one that ends ${stated.conclusion}.`]
      : compareRun(stated, run);
  });
  const more = left.map((run) => `A run of ${nameOf(run)} was started (${ended(run)}), wanted no such run.`);
  return [...problems, ...more, ...compareRefusals(refused, played.refusals)];
}

const isMeant = ({ by, file, event, attempt = 1 }: RunStatement, run: SeenRun): boolean =>
  run.file === file && run.event === event && run.attempt === attempt && (by === undefined || run.by === by);

const nameOf = ({ file, event, by, attempt = 1 }: Pick<RunStatement, 'file' | 'event' | 'by' | 'attempt'>): string =>
  `${file} (${[event, ...(by === undefined || by === event ? [] : [by]), ...(attempt === 1 ? [] : [`attempt ${attempt}`])].join(', ')})`;

const ended = ({ conclusion }: Pick<SeenRun, 'conclusion'>): string => conclusion ?? 'not ended';

function compareRun(stated: RunStatement, run: SeenRun): string[] {
  const name = nameOf(stated);
  const said = run.problems.join(' ');
  if (stated.refused === undefined && said !== '')
    return [`${name}: GitHub refused the file ("${said}"), wanted a run that ends ${stated.conclusion}.`];
  if (stated.refused !== undefined && !stated.refused.test(said))
    return [`${name}: GitHub said "${said}" of the file, wanted a refusal that says ${stated.refused}.`];
  const jobs = compareJobs(stated.jobs, run);
  // A run ends as its jobs do: once they are told, it says nothing new.
  if (jobs.length > 0) return jobs.map((problem) => `${name}: ${problem}`);
  return run.conclusion === stated.conclusion
    ? []
    : [`${name}: the run ended ${ended(run)}, wanted ${stated.conclusion}.`];
}

function compareRefusals(
  stated: Readonly<Record<string, RegExp>>,
  seen: Readonly<Record<string, string>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(stated), ...Object.keys(seen)])];
  return names.flatMap((deed) => {
    const wanted = stated[deed];
    const said = seen[deed];
    if (said === undefined) return [`GitHub accepted the ${deed}, wanted a refusal that says ${wanted}.`];
    if (wanted === undefined) return [`GitHub refused the ${deed} ("${said}"), wanted it accepted.`];
    return wanted.test(said)
      ? []
      : [`GitHub refused the ${deed} with "${said}", wanted a refusal that says ${wanted}.`];
  });
}
