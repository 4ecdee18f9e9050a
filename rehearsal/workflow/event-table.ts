/** Where a run of an event finds its workflow files and its commit: `own` is the ref that the event is about, `merge` the merge of a
 *  pull request, `default` the last commit of the default branch, whatever the event is about. */
export type EventPlace = 'own' | 'merge' | 'default';

interface EventRule {
  readonly at: EventPlace;
  /** Types that start a workflow which names none; all of them where nothing is said. */
  readonly defaults?: readonly string[];
  /** Who may cause it: what a job's own token does starts nothing, with these exceptions. */
  readonly byJobToken?: true;
}

const OWN: EventRule = { at: 'own' };
const MERGE: EventRule = { at: 'merge' };
const DEFAULT: EventRule = { at: 'default' };

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
const PULL_REQUEST_DEFAULTS = ['opened', 'synchronize', 'reopened'];

/** Every event that a workflow can listen to. Which types and filters an event has is checked by GitHub's parser.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows: the columns GITHUB_SHA and
 *  GITHUB_REF; for pull_request_target the default branch since 2025-12-08
 *  (https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes) */
export const EVENTS = {
  branch_protection_rule: DEFAULT,
  check_run: DEFAULT,
  check_suite: DEFAULT,
  create: OWN,
  delete: DEFAULT,
  deployment: OWN,
  deployment_status: OWN,
  discussion: DEFAULT,
  discussion_comment: DEFAULT,
  fork: DEFAULT,
  gollum: DEFAULT,
  image_version: DEFAULT,
  issue_comment: DEFAULT,
  issues: DEFAULT,
  label: DEFAULT,
  merge_group: OWN,
  milestone: DEFAULT,
  page_build: DEFAULT,
  public: DEFAULT,
  pull_request: { at: 'merge', defaults: PULL_REQUEST_DEFAULTS },
  pull_request_review: MERGE,
  pull_request_review_comment: MERGE,
  pull_request_target: { at: 'default', defaults: PULL_REQUEST_DEFAULTS },
  push: OWN,
  registry_package: OWN,
  release: OWN,
  repository_dispatch: { at: 'default', byJobToken: true },
  schedule: DEFAULT,
  status: DEFAULT,
  watch: DEFAULT,
  workflow_dispatch: { at: 'own', byJobToken: true },
  workflow_run: DEFAULT,
} as const satisfies Readonly<Record<string, EventRule>>;

export type EventName = keyof typeof EVENTS;

/** The rule of an event. */
export const ruleOf = (name: EventName): EventRule => EVENTS[name];
