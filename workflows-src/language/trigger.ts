import { GITHUB_EVENTS } from '../../catalogue/github-schema.ts';
import { type Camel, camel } from './words.ts';
import type { Workflow } from './workflow.ts';

type Events = typeof GITHUB_EVENTS;

/** These, or all but these: GitHub refuses both at once, so does the type. */
type OneOf<Name extends string> =
  | ({ readonly [N in Name]?: readonly string[] } & { readonly [N in `${Name}Ignore`]?: never })
  | ({ readonly [N in Name]?: never } & { readonly [N in `${Name}Ignore`]?: readonly string[] });

type Has<Name extends keyof Events, Filter extends string> = Filter extends Events[Name]['filters'][number]
  ? true
  : false;
type When<Condition, Options> = Condition extends true ? Options : unknown;

/** The kinds of an event that count. */
type Types<Words extends string> = [Words] extends [never] ? unknown : { readonly types?: readonly Words[] };

type Options<Name extends keyof Events> = When<Has<Name, 'branches'>, OneOf<'branches'>> &
  When<Has<Name, 'tags'>, OneOf<'tags'>> &
  When<Has<Name, 'paths'>, OneOf<'paths'>> &
  When<Has<Name, 'workflows'>, { readonly workflows: readonly (Workflow | string)[] }> &
  When<Has<Name, 'names'>, { readonly names?: readonly string[]; readonly versions?: readonly string[] }> &
  When<Has<Name, 'types'>, { readonly types?: readonly string[] }> &
  Types<Events[Name]['types'][number]> &
  object;
type On<Name extends keyof Events> = Name extends 'schedule'
  ? readonly Schedule[]
  : Name extends 'workflow_run'
    ? Options<Name>
    : Options<Name> | true;

/** A time at which a workflow starts, in the zone that is named, else in UTC.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule */
export interface Schedule {
  readonly cron: string;
  /** As in `Asia/Seoul`. */
  readonly timezone?: string;
}

/** Events that start a workflow; their names, filters and kinds are those of GitHub's schema. Whether it can be called or dispatched is
 *  said with its inputs.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export type Triggers = { readonly [Name in keyof Events as Camel<Name>]?: On<Name> };

/** What GitHub knows of an event, for who was not compiled. */
export interface KnownEvent {
  readonly name: string;
  /** In this language's words, with GitHub's beside. */
  readonly filters: ReadonlyMap<string, string>;
  readonly types: readonly string[];
}

/** Written first: what nearly every workflow has. */
const FIRST: readonly string[] = ['push', 'pull_request', 'merge_group'];

/** By the name that this language gives it, in the order of a file. */
export const EVENTS: ReadonlyMap<string, KnownEvent> = new Map(
  [
    ...FIRST.map((name) => [name, GITHUB_EVENTS[name as keyof Events]] as const),
    ...Object.entries(GITHUB_EVENTS).filter(([name]) => !FIRST.includes(name)),
  ].map(([name, { filters, types }]): [string, KnownEvent] => [
    camel(name),
    { name, types, filters: new Map(filters.map((filter) => [camel(filter), filter])) },
  ]),
);

/** Whether an event is caused by somebody without rights, and yet runs with those of the repository. */
export const runsWithRights = (on: Triggers): boolean =>
  on.pullRequestTarget !== undefined || on.workflowRun !== undefined || on.issueComment !== undefined;
