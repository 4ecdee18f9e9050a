import { counted } from '../../domain/counted.ts';
import { alertLines } from './compare-alerts.ts';
import type { Scene } from './tell.ts';

/** What was checked of an act that went as it must, in one short line. */
export function checkedLine({ act: { states }, runs, records, looked }: Scene): string {
  const jobs = runs.flatMap((run) => run.jobs);
  const stated = states.runs.flatMap((run) => Object.values(run.jobs));
  const given = jobs.flatMap(({ steps = [] }) => steps).length;
  const before = jobs.filter(({ passedBefore }) => passedBefore).length;
  const answers = runs.flatMap((run) => run.answers.map(({ said, by }) => `${said} by ${by}`));
  const parts = [
    counted(runs.length, 'run'),
    ...(jobs.length === 0 ? [] : [counted(jobs.length, 'job')]),
    ...(stated.some(({ after = [] }) => after.length > 0) ? ['order'] : []),
    ...(stated.some(({ token }) => token !== undefined) ? ['tokens'] : []),
    ...(given === 0 ? [] : [counted(given, 'step')]),
    ...(before === 0 ? [] : [`${counted(before, 'test')} passed before`]),
    counted(records.length, 'record'),
    counted(looked, 'page'),
    ...answers,
    ...(Object.keys(states.refused ?? {}).length === 0 ? [] : ['refused by GitHub']),
  ];
  return `checked: ${parts.join(', ')}`;
}

/** What people got at the edges of tiers, in a line of its own for each tier. */
export const visitLines = ({ act: { states } }: Pick<Scene, 'act'>): readonly string[] => {
  const visits = states.visits ?? [];
  return [...new Set(visits.map(({ tier }) => tier))].map((name) => {
    const said = visits.filter(({ tier }) => tier === name).map(({ says }) => says);
    return `edge of ${name}: ${said.join(' · ')}`;
  });
};

/** Who would be woken, in a line for each alert. */
export const watchLines = ({ act: { states }, watched }: Pick<Scene, 'act' | 'watched'>): readonly string[] =>
  states.alerts === undefined || watched === undefined ? [] : alertLines(states.alerts, watched);
