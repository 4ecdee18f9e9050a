import type { RequestedEvent } from '../../rehearsal/requested-event.ts';
import { PULL_REQUEST_ACTIONS } from '../../rehearsal/workflow/event.ts';
import type { Value } from '../../rehearsal/workflow/value.ts';
import { type Given, Misuse, one } from '../command-line/given.ts';

/** Options that say which event is meant, as node's parseArgs takes them. */
export const EVENT_OPTIONS = {
  event: { type: 'string' },
  ref: { type: 'string' },
  fork: { type: 'boolean' },
  unapproved: { type: 'boolean' },
  type: { type: 'string' },
  workflow: { type: 'string' },
  input: { type: 'string', multiple: true },
  cron: { type: 'string' },
  at: { type: 'string' },
  comment: { type: 'string' },
  payload: { type: 'string' },
} as const;

type EventOption = Exclude<keyof typeof EVENT_OPTIONS, 'event'>;

/** Kinds of events, and the options that mean something with each. */
const TAKES = {
  push: ['ref'],
  pull_request: ['ref', 'fork', 'unapproved', 'type'],
  pull_request_target: ['ref', 'fork', 'unapproved', 'type'],
  merge_group: ['ref'],
  workflow_dispatch: ['ref', 'workflow', 'input'],
  schedule: ['cron', 'at'],
  issue_comment: ['comment'],
  repository_dispatch: ['type', 'payload'],
} as const satisfies Readonly<Record<string, readonly EventOption[]>>;

type EventKind = keyof typeof TAKES;
const KINDS = Object.keys(TAKES) as readonly EventKind[];

/** Its part of the usage. */
export const EVENT_USAGE = `  --event KIND         runs the files for one event on a scratch copy, and what follows their runs: push, pull_request,
                       pull_request_target (the same event, where a policy of the repository allows runs of this kind; GitHub's
                       own blocks them), merge_group, workflow_dispatch, schedule, issue_comment or repository_dispatch
  --ref BRANCH         branch that is pushed to, the pull request comes from, or the dispatch names (default: the branch
                       of the last tier; pull_request and merge_group: feature/rehearsal)
  --fork               the pull request comes from somebody else's fork, and its runs have been approved
  --unapproved         with --fork: they have not, and wait for a maintainer (pull_request_target does not)
  --type TYPE          what happened to the pull request (default: opened), or the type of the repository_dispatch
  --workflow FILE      the file that is dispatched, for example rollback.yml
  --input NAME=VALUE   an input of the dispatch; can be repeated
  --cron EXPRESSION    starts the schedules that say exactly this
  --at TIME            starts the schedules whose time it is, for example 2026-03-01T02:30Z
  --comment TEXT       what the comment says
  --payload JSON       an object, the client_payload of the repository_dispatch`;

/** The event that the options ask for. @throws {Misuse} */
export function requestedEvent(given: Given): RequestedEvent | undefined {
  const kind = one(given, 'event');
  const options = Object.keys(EVENT_OPTIONS).filter((name): name is EventOption => name !== 'event');
  const known = KINDS.find((each) => each === kind);
  if (kind !== undefined && known === undefined) {
    throw new Misuse(`--event is "${kind}"; wanted ${KINDS.slice(0, -1).join(', ')} or ${KINDS.at(-1)}.`);
  }
  const taken: readonly EventOption[] = known === undefined ? [] : TAKES[known];
  const idle = options.find((name) => given.has(name) && !taken.includes(name));
  if (idle !== undefined) throw new Misuse(`--${idle} means something only with --event ${kindsOf(idle)}.`);
  return known === undefined ? undefined : eventOf(known, given);
}

const kindsOf = (option: EventOption): string =>
  KINDS.filter((kind) => (TAKES[kind] as readonly EventOption[]).includes(option)).join(' or ');

function eventOf(kind: EventKind, given: Given): RequestedEvent {
  switch (kind) {
    case 'push':
      return { kind, branch: branchOf(given) };
    case 'pull_request':
    case 'pull_request_target':
      return {
        kind: 'pull_request',
        branch: branchOf(given) ?? HEAD,
        fork: given.has('fork'),
        approved: approvedOf(given),
        action: actionOf(given),
        targetAllowed: kind === 'pull_request_target',
      };
    case 'merge_group':
      return { kind, branch: branchOf(given) ?? HEAD };
    case 'workflow_dispatch': {
      const workflow = wanted(given, 'workflow', 'the file that is dispatched: --workflow FILE');
      const inputs = Object.fromEntries((given.get('input') ?? []).map(assignment));
      return { kind, branch: branchOf(given), workflow, inputs };
    }
    case 'schedule':
      return { kind, due: dueOf(given) };
    case 'issue_comment':
      return { kind, body: wanted(given, 'comment', 'what the comment says: --comment TEXT') };
    case 'repository_dispatch': {
      const eventType = wanted(given, 'type', 'its type: --type TYPE');
      return { kind, eventType, clientPayload: payloadOf(one(given, 'payload') ?? '{}') };
    }
  }
}

function wanted(given: Given, option: EventOption, what: string): string {
  const value = one(given, option);
  if (value === undefined) throw new Misuse(`--event ${one(given, 'event')} wants ${what}.`);
  return value;
}

const HEAD = 'feature/rehearsal';

/** @throws {Misuse} for a pull request from the branch that it is for */
export function expectOtherBranch(event: RequestedEvent, base: string): void {
  const own = event.kind === 'merge_group' || (event.kind === 'pull_request' && !event.fork);
  if (own && event.branch === base)
    throw new Misuse(`A pull request into ${base} cannot come from ${base}: give another branch with --ref.`);
}

function approvedOf(given: Given): boolean {
  if (!given.has('unapproved')) return true;
  if (given.has('fork')) return false;
  throw new Misuse('--unapproved means something only with --fork: who may write here needs no approval.');
}

function actionOf(given: Given): (typeof PULL_REQUEST_ACTIONS)[number] {
  const type = one(given, 'type') ?? 'opened';
  const action = PULL_REQUEST_ACTIONS.find((each) => each === type);
  if (action === undefined) throw new Misuse(`--type is "${type}"; wanted ${PULL_REQUEST_ACTIONS.join(', ')}.`);
  return action;
}

function dueOf(given: Given): { readonly cron: string } | { readonly at: number } {
  const [cron, time] = [one(given, 'cron'), one(given, 'at')];
  if ((cron === undefined) === (time === undefined)) {
    throw new Misuse('--event schedule wants either --cron EXPRESSION or --at TIME.');
  }
  if (cron !== undefined) return { cron };
  const at = Date.parse(time ?? '');
  if (Number.isNaN(at)) throw new Misuse(`--at is "${time}"; wanted a time such as 2026-03-01T02:30Z.`);
  return { at };
}

function payloadOf(text: string): Readonly<Record<string, Value>> {
  const refusal = new Misuse(`--payload is ${JSON.stringify(text)}; wanted a JSON object.`);
  let value: Value;
  try {
    value = JSON.parse(text) as Value;
  } catch {
    throw refusal;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal;
  return value as Readonly<Record<string, Value>>;
}

/** @see https://git-scm.com/docs/git-check-ref-format */
function branchOf(given: Given): string | undefined {
  const reference = one(given, 'ref');
  if (reference === undefined) return undefined;
  const branch = reference.replace(/^refs\/heads\//, '');
  const wrong = /^refs\/|^[-/]|\.\.|[\s~^:?*[\\]|@\{|\/\/|\/\.|^\.|[/.]$|\.lock(\/|$)/.test(branch);
  if (wrong) throw new Misuse(`--ref is "${reference}", which names no branch.`);
  return branch;
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Misuse(`--input is "${text}"; wanted NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
