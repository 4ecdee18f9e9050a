import type { RequestedEvent } from '../../rehearsal/requested-event.ts';
import { MAIN_STORY, STORIES } from '../../rehearsal/stories/stories.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { type Given, Misuse, one, readArguments } from '../command-line/given.ts';
import { EVENT_OPTIONS, EVENT_USAGE, requestedEvent } from './event-options.ts';
import { VISIBILITY_OPTION, VISIBILITY_USAGE, type Visibility, visibilityOf } from './visibility-option.ts';

/** What is rehearsed, and how. */
export interface RehearseOptions {
  /** Reviewers say yes without being asked. */
  readonly approve: boolean;
  readonly cluster: 'embedded' | 'real';
  /** Tests are run whatever an earlier rehearsal has seen. */
  readonly fresh: boolean;
  /** The file of the delivery, where it is not that of the folder. */
  readonly config: string | undefined;
  readonly plays: StoryChoice | EventChoice;
}

/** A story is told, or the files for one event run. */
export interface StoryChoice {
  readonly kind: 'story';
  readonly story: Story;
}
export interface EventChoice {
  readonly kind: 'event';
  readonly event: RequestedEvent;
  /** Who can read the repository; a story says it itself. */
  readonly visibility: Visibility;
}

/** What the arguments mean. `refused` has one sentence for people. */
export type ParsedArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'rehearse'; readonly options: RehearseOptions };

/** Neither 0 nor 1: GitHub might go on where the rehearsal cannot. */
export const EXIT_NOT_REHEARSED = 3;

export const USAGE = `Usage: sluice rehearse [STORY] [options]

Rehearses the generated workflows on this machine: GitHub, its runner, a registry and a cluster are stood in for. It tells
a story act by act, and checks every run, job, step, record and page that must come of it: from a feature branch to
production and back, or the one that is named.

  --list               the names of all stories, with a line about each
  --approve            reviewers say yes without being asked (for scripts)
  --fresh              every test is run; else one that passed here on the same files in the last seven days is not run
                       again by the first story, as on GitHub
  --cluster KIND       embedded: a cluster in this process (default); real: the one of "npm run cluster"
  --config FILE        the delivery; default: the sluice.config.ts of this folder or of the nearest one above it
${EVENT_USAGE}
${VISIBILITY_USAGE}
  --help               this text

Exit codes: 0 everything went as it must, 1 it did not, 2 the command was not understood, ${EXIT_NOT_REHEARSED} a workflow does what is not
rehearsed (every such place is listed, and nothing was started) or the story has no act here, 130 after Ctrl-C, 143 after
SIGTERM.`;

/** Names of what can be told. */
export const STORY_NAMES: readonly string[] = STORIES.map(({ name }) => name);

export const OPTIONS = {
  list: { type: 'boolean' },
  approve: { type: 'boolean' },
  fresh: { type: 'boolean' },
  cluster: { type: 'string' },
  config: { type: 'string' },
  ...EVENT_OPTIONS,
  ...VISIBILITY_OPTION,
  help: { type: 'boolean' },
} as const;

/** Reads the arguments of `sluice rehearse`. Never throws: what is wrong with them is one sentence. */
export function parseRehearseArguments(args: readonly string[]): ParsedArguments {
  try {
    const { given, name } = collect(args);
    if (given.has('help')) return { kind: 'help' };
    if (given.has('list')) return { kind: 'list' };
    const cluster = one(given, 'cluster') ?? 'embedded';
    if (cluster !== 'embedded' && cluster !== 'real')
      throw new Misuse(`--cluster is "${cluster}"; wanted embedded or real.`);
    const plays = played(given, name);
    const fresh = given.has('fresh');
    if (fresh && (plays.kind === 'event' || plays.story.remembers !== true))
      throw new Misuse(
        `--fresh means something only with the story ${MAIN_STORY.name}: everything else is always played afresh.`,
      );
    return {
      kind: 'rehearse',
      options: { approve: given.has('approve'), fresh, cluster, config: one(given, 'config'), plays },
    };
  } catch (error) {
    if (error instanceof Misuse) return { kind: 'refused', sentence: error.message };
    throw error;
  }
}

/** @param name of a story, where one is given */
function played(given: Given, name: string | undefined): RehearseOptions['plays'] {
  const event = requestedEvent(given);
  if (event !== undefined && name !== undefined)
    throw new Misuse(`Give the story "${name}" or --event, not both: a story has events of its own.`);
  const visibility = visibilityOf(given);
  if (event !== undefined) return { kind: 'event', event, visibility: visibility ?? 'public' };
  if (visibility !== undefined)
    throw new Misuse(
      '--visibility means something only with --event: a story says itself who can read the repository.',
    );
  const story = name === undefined ? MAIN_STORY : STORIES.find((one) => one.name === name);
  if (story === undefined)
    throw new Misuse(`There is no story "${name}"; there are ${STORIES.map((one) => one.name).join(', ')}.`);
  return { kind: 'story', story };
}

function collect(args: readonly string[]): { readonly given: Given; readonly name: string | undefined } {
  const { given, positionals } = readArguments('sluice rehearse', args, OPTIONS);
  if (positionals.length > 1) throw new Misuse(`One story at a time: ${positionals[0]} or ${positionals[1]}.`);
  return { given, name: positionals[0] };
}
