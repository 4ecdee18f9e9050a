import { defaultBranch } from '../rehearsal/branches.ts';
import { environmentsFolder } from '../rehearsal/builder/python-environments.ts';
import { TRACKING_VARIABLE, trackingId } from '../rehearsal/enclosure/tracking.ts';
import { startWatcher } from '../rehearsal/enclosure/watcher.ts';
import { NothingToTell } from '../rehearsal/story/acts-of.ts';
import { Narrator } from '../rehearsal/story/narrator.ts';
import { paperOf } from '../rehearsal/story/paper.ts';
import { NotRehearsed } from '../rehearsal/workflow/problems.ts';
import { sentenceOf } from '../rehearsal/workflow/sentence.ts';
import { configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import type { Config } from './config/load-config.ts';
import { expectFolders } from './deliverable.ts';
import { answersFrom } from './rehearsal/answers.ts';
import { enclosuresHere } from './rehearsal/enclosures-here.ts';
import { expectOtherBranch } from './rehearsal/event-options.ts';
import { makeFolders, type RehearsalFolders } from './rehearsal/folders.ts';
import { foreignWorkflows } from './rehearsal/foreign-workflows.ts';
import { leaveNothing } from './rehearsal/leave-nothing.ts';
import { listedStories } from './rehearsal/list-stories.ts';
import { EXIT_NOT_REHEARSED, parseRehearseArguments, type RehearseOptions, USAGE } from './rehearsal/options.ts';
import { NOT_AGAIN, passedHere } from './rehearsal/passed-here.ts';
import { placeOf } from './rehearsal/place-of.ts';
import { alwaysYes, reviewer } from './rehearsal/reviewer.ts';
import { runEvent } from './rehearsal/run-event.ts';
import { scratchPlace, thisMachine } from './rehearsal/scratch-place.ts';
import { type Session, startSession, type WorldOfStory } from './rehearsal/session.ts';
import { interruptionSentence, tellCancelled } from './rehearsal/tell-cancelled.ts';
import { tellStory } from './rehearsal/tell-story.ts';
import { unrehearsable } from './rehearsal/unrehearsable.ts';
import { repositoryRoot } from './repository-files.ts';

/** The command `sluice rehearse`. @returns the exit code, as its usage lists them. */
export async function rehearse(args: readonly string[], standing: Standing): Promise<number> {
  const parsed = parseRehearseArguments(args);
  switch (parsed.kind) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'list':
      for (const line of listedStories()) console.log(line);
      return 0;
    case 'refused':
      console.error(parsed.sentence);
      return 2;
    case 'rehearse': {
      const config = await expected(configHere(parsed.options.config, standing), parsed.options);
      const why = unrehearsable(config.delivery);
      if (why === undefined) return rehearseHere(parsed.options, config);
      console.error(why);
      return EXIT_NOT_REHEARSED;
    }
  }
}

async function expected(config: Promise<Config>, { plays }: RehearseOptions): Promise<Config> {
  expectFolders(await config);
  if (plays.kind === 'event') expectOtherBranch(plays.event, defaultBranch((await config).delivery));
  return config;
}

async function rehearseHere(
  { approve, cluster, fresh, plays }: RehearseOptions,
  { delivery, root }: Config,
): Promise<number> {
  const paper = paperOf(process.stdout, process.env);
  const narrator = new Narrator(paper, Date.now);
  const folders = foldersHere(narrator);
  if (folders === undefined) return 1;
  // Jobs, builds and installations put their temporary files where this process does.
  process.env['TMPDIR'] = folders.scratch;
  process.env[TRACKING_VARIABLE] = trackingId(folders.scratch);
  const answers = answersFrom(process.stdin);
  let session: Session | undefined;
  const watcher = startWatcher(folders.scratch, environmentsFolder(folders.cache));
  const interrupted = leaveNothing(folders.scratch, watcher, {
    async cancel(cause) {
      narrator.leaveToRuns(interruptionSentence(cause));
      tellCancelled(narrator, (await session?.world.engine.stop()) ?? []);
      await session?.world.close();
    },
    kill: () => narrator.fallSilent('Interrupted again: everything is killed.'),
  });
  const ticking = setInterval(() => narrator.tick(), 1000).unref();
  try {
    const checkout = repositoryRoot(root);
    const leftOut = plays.kind === 'story' ? foreignWorkflows(checkout, delivery) : [];
    const story: WorldOfStory = plays.kind === 'story' ? plays.story : { visibility: plays.visibility };
    const [{ here, ground }, around] = await Promise.all([
      placeOf(story, delivery, { cluster, leftOut }),
      enclosuresHere(cluster === 'real' ? 'Jobs' : 'Jobs and containers', { checkout, ...folders, watcher }),
    ]);
    narrator.say(`${here.firstLine} ${around.sentence}`, 'strong');
    for (const limit of [...ground.limits, ...(here.notes ?? [])]) narrator.sentence(limit, 'quiet');
    const toldBy = { cache: folders.cache, checkout, enclosed: around.sentence };
    const passed = plays.kind === 'story' ? passedHere(plays.story, toldBy, fresh) : undefined;
    if ((passed?.earlier.length ?? 0) > 0) narrator.sentence(NOT_AGAIN, 'quiet');
    const rejected: string[] = [];
    const approver = approve ? alwaysYes : reviewer(narrator, answers, (environment) => rejected.push(environment));
    session = await startSession(
      here,
      { folders, ground, enclosures: around.enclosures, checkout, passed },
      narrator,
      approver,
      story,
    );
    return plays.kind === 'story'
      ? await tellStory(plays.story, { ...session, rejected }, paper.paint)
      : await runEvent(session, plays);
  } catch (error) {
    if (interrupted()) return 1;
    narrator.rest();
    if (error instanceof NotRehearsed) return tellRefusal(narrator, error);
    narrator.sentence(`✗ ${sentenceOf(error)}`, 'bad', '');
    if (error instanceof NothingToTell) return EXIT_NOT_REHEARSED;
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    return 1;
  } finally {
    // What an interruption has cancelled takes its time, and then ends this process.
    if (interrupted()) await new Promise(() => {});
    clearInterval(ticking);
    narrator.rest();
    answers.close();
    await session?.world.close();
  }
}

/** `undefined` where this machine has no place for them: that is told. */
function foldersHere(narrator: Narrator): RehearsalFolders | undefined {
  try {
    return makeFolders(process.env, scratchPlace(process.env, thisMachine), new Date());
  } catch (error) {
    narrator.sentence(`✗ ${sentenceOf(error)}`, 'bad', '');
    return undefined;
  }
}

/** Neither a success nor a failure: what GitHub would do is not known here. */
function tellRefusal(narrator: Narrator, { message, refusals }: NotRehearsed): number {
  const count = refusals.length === 1 ? 'One thing' : `${refusals.length} things`;
  narrator.sentence(
    `✗ ${count} that GitHub would do cannot be rehearsed, so this says nothing about GitHub:`,
    'bad',
    '',
  );
  for (const line of message.split('\n')) narrator.sentence(line, 'bad');
  return EXIT_NOT_REHEARSED;
}
