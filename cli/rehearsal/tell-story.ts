import type { Caches } from '../../rehearsal/kept/caches.ts';
import { actsOf } from '../../rehearsal/story/acts-of.ts';
import { checkedLine, visitLines, watchLines } from '../../rehearsal/story/checked-line.ts';
import { failuresOf, summariesOf } from '../../rehearsal/story/job-files.ts';
import type { Narrator } from '../../rehearsal/story/narrator.ts';
import type { Paper } from '../../rehearsal/story/paper.ts';
import { folderIn } from '../../rehearsal/story/read-folder.ts';
import { settingOf } from '../../rehearsal/story/setting.ts';
import { shownText } from '../../rehearsal/story/shown-text.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { deploymentTable } from '../../rehearsal/story/table.ts';
import { type Scene, tell } from '../../rehearsal/story/tell.ts';
import { sentenceOf } from '../../rehearsal/workflow/sentence.ts';
import type { Session } from './session.ts';

/** A session, and the environments that whoever sits in front of it has rejected so far. */
type Told = Session & { readonly rejected: readonly string[] };

/** Tells a story. @returns 0 only when the whole story went as it must. @throws {NothingToTell} */
export async function tellStory(
  story: Story,
  { delivery, narrator, stage, world, folders, passed, rejected }: Told,
  paint: Paper['paint'],
): Promise<number> {
  const folder = await folderIn(world.git, delivery);
  const acts = actsOf(story, { ...delivery, folder, setting: settingOf(world.repository) });
  const scenes = await tell(acts, stage, delivery, {
    begins({ title, branch, meanwhile }, number) {
      narrator.say(`\n${number} · ${title}${meanwhile === true ? ' meanwhile' : ''}`, 'strong');
      narrator.follow(branch);
    },
    ended: (scene) => (rejected.length > 0 ? tellNotApproved(narrator, rejected) : tellEnd(narrator, scene)),
  });
  const records = scenes.flatMap((scene) => scene.records);
  narrator.say('');
  if (records.length > 0) narrator.show(deploymentTable(records, paint));
  tellFiles(narrator, scenes);
  narrator.say(`\nLogs of all jobs: ${folders.runs}`);
  if (rejected.length > 0) {
    narrator.say(`\nNot approved: ${rejected.join(', ')} stays as it was, and the story ends here.`, 'warning');
    return 1;
  }
  const failed = scenes.find(({ problems }) => problems.length > 0);
  if (failed === undefined) {
    await keepPassed(narrator, passed, world.caches);
    narrator.say('\nThe whole story went as it must.', 'good');
    return 0;
  }
  narrator.sentence(`\n✗ The story stopped at "${failed.act.title}":`, 'bad', '');
  for (const problem of failed.problems) narrator.sentence(problem, 'bad');
  for (const { job, path } of failed.runs.flatMap(({ jobs }) => failuresOf(jobs)))
    narrator.say(`  ${shownText(job)} failed: ${path}`);
  return 1;
}

/** A story that went as it must has done so, whether or not the next one can know of it. */
async function keepPassed(narrator: Narrator, passed: Told['passed'], { all }: Caches): Promise<void> {
  try {
    await passed?.keep(all, Date.now());
  } catch (error) {
    narrator.sentence(
      `Which tests passed was not kept, so that the next rehearsal runs them again: ${sentenceOf(error)}`,
      'warning',
    );
  }
}

/** Of what follows from a no, nothing is a failure. */
function tellNotApproved(narrator: Narrator, rejected: readonly string[]): void {
  narrator.settle();
  narrator.sentence(`→ not approved: ${rejected.join(', ')}`, 'warning');
}

function tellEnd(narrator: Narrator, scene: Scene): void {
  const { problems, records } = scene;
  narrator.settle();
  if (problems.length > 0) {
    narrator.sentence(`→ not as it must: ${problems.join(' ')}`, 'bad');
    return;
  }
  const came = records.map(({ service, tier, cluster, state }) => {
    const how = state.phase === 'ended' ? state.outcome : state.phase;
    return `${service} in ${tier}${cluster === undefined ? '' : ` (${cluster})`}: ${how}`;
  });
  narrator.sentence(`→ as it must: ${came.join(' · ') || 'nothing was deployed'}`, 'good');
  narrator.sentence(checkedLine(scene), 'quiet');
  for (const line of [...visitLines(scene), ...watchLines(scene)]) narrator.sentence(line, 'quiet');
}

function tellFiles(narrator: Narrator, scenes: readonly Scene[]): void {
  const all = scenes.flatMap(({ runs }, index) =>
    runs
      .flatMap(({ jobs }) => summariesOf(jobs))
      .map(({ job, path }) => ({ label: `${index + 1} · ${shownText(job)}`, path })),
  );
  if (all.length === 0) return;
  const width = Math.max(...all.map(({ label }) => label.length));
  narrator.say('\nJob summaries to open:', 'strong');
  for (const { label, path } of all) narrator.say(`  ${label.padEnd(width)}  ${path}`);
}
