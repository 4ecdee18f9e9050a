import { demoStory } from '../../rehearsal/story/demo.ts';
import type { Narrator } from '../../rehearsal/story/narrator.ts';
import type { Paper } from '../../rehearsal/story/paper.ts';
import { type Scene, tell } from '../../rehearsal/story/story.ts';
import { deploymentTable } from '../../rehearsal/story/table.ts';
import type { Session } from './session.ts';

/** Tells the demo's delivery from a feature branch to production and back. @returns 0 only when the whole story went as it must. */
export async function tellStory(
  { delivery, narrator, stage, folders }: Session,
  paint: Paper['paint'],
): Promise<number> {
  const acts = demoStory(delivery);
  const scenes = await tell(acts, stage, {
    begins({ title, branch, meanwhile }, number) {
      narrator.say(`\n${number} · ${title}${meanwhile === true ? ' meanwhile' : ''}`, 'strong');
      narrator.follow(branch);
    },
    ended: (scene) => tellEnd(narrator, scene),
  });
  narrator.say('');
  narrator.say(
    deploymentTable(
      scenes.flatMap(({ records }) => records),
      paint,
    ),
  );
  tellFiles(narrator, scenes);
  narrator.say(`\nLogs of all jobs: ${folders.runs}`);
  const failed = scenes.find(({ problems }) => problems.length > 0);
  if (failed === undefined) {
    narrator.say('\nThe whole story went as it must.', 'good');
    return 0;
  }
  narrator.sentence(`\n✗ The story stopped at "${failed.act.title}":`, 'bad', '');
  for (const problem of failed.problems) narrator.sentence(problem, 'bad');
  for (const { job, path } of failed.run.failures) narrator.say(`  ${job} failed: ${path}`);
  return 1;
}

function tellEnd(narrator: Narrator, { records, problems }: Scene): void {
  const came = records.map(({ service, tier, cluster, state }) => {
    const how = state.phase === 'ended' ? state.outcome : state.phase;
    return `${service} in ${tier}${cluster === undefined ? '' : ` (${cluster})`}: ${how}`;
  });
  if (problems.length === 0) narrator.sentence(`→ as it must: ${came.join(' · ')}`, 'good');
  else narrator.sentence(`→ not as it must: ${problems.join(' ')}`, 'bad');
}

function tellFiles(narrator: Narrator, scenes: readonly Scene[]): void {
  const all = scenes.flatMap(({ run }, index) =>
    run.summaries.map(({ job, path }) => ({ label: `${index + 1} · ${job}`, path })),
  );
  if (all.length === 0) return;
  const width = Math.max(...all.map(({ label }) => label.length));
  narrator.say('\nJob summaries to open:', 'strong');
  for (const { label, path } of all) narrator.say(`  ${label.padEnd(width)}  ${path}`);
}
