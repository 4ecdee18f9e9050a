import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { associationOf } from '../../../../rehearsal/workflow/association.ts';
import { evaluate } from '../../../../rehearsal/workflow/expression.ts';
import { NotRehearsed } from '../../../../rehearsal/workflow/problems.ts';
import { outputsOf, type TestWorld, testWorld } from './world.ts';

const EVENT = {
  number: 7,
  pull_request: { title: 'T', milestone: null, head: { ref: 'topic' }, labels: [{ name: 'a' }] },
  issue: { number: 4 },
  commits: [{ id: 'c' }],
  client_payload: { known: 1 },
  inputs: { tier: 'dev' },
};
const seen = (path: string) => evaluate(`github.event.${path}`, { contexts: { github: { event: EVENT } } });

describe('fields of a webhook', () => {
  it.each([
    ['pull_request.title', 'T'],
    ['pull_request.HEAD.Ref', 'topic'],
    ['pull_request.labels.*.name', ['a']],
    ['pull_request.milestone.title', null],
    // What GitHub leaves out: another event's, a plain issue's, what nobody has sent.
    ['comment.body', null],
    ['issue.pull_request', null],
    ['release.tag_name', null],
    ['client_payload.unknown', null],
    ['inputs.unknown', null],
  ])('are what they are: %s', (path, value) => {
    expect(seen(path)).toEqual(value);
  });

  it.each([
    'pull_request.merged_by',
    'pull_request.head.repo.topics',
    "issue['state_reason']",
    'commits[0].modified',
    'commits.*.modified',
  ])('that GitHub may send and the rehearsal does not are refused, never null: %s', (path) => {
    expect(() => seen(path)).toThrow(NotRehearsed);
    expect(() => seen(path)).toThrow(/^the field github\.event\.(pull_request|issue|commits)[\w.]* is not rehearsed/);
  });

  it('are all there for toJSON', () => {
    const text = evaluate('toJSON(github.event)', { contexts: { github: { event: EVENT } } });
    expect(JSON.parse(String(text))).toEqual(EVENT);
  });
});

describe('whoever acts', () => {
  it('may write to the repository, but for the bot and strangers', () => {
    const repository = { owner: 'acme' };
    expect(associationOf('ACME', repository)).toBe('OWNER');
    expect(associationOf('mina', repository)).toBe('COLLABORATOR');
    expect(associationOf('github-actions[bot]', repository)).toBe('NONE');
    expect(associationOf('eve', repository, { isNew: true })).toBe('FIRST_TIME_CONTRIBUTOR');
    expect(associationOf('eve', repository, { isNew: false })).toBe('CONTRIBUTOR');
  });
});

describe('in a workflow', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());
  const comment = { kind: 'issue_comment', action: 'created', commentId: 1, body: '/go', actor: 'mina' } as const;
  const issue = { number: 1, title: 'T', isPullRequest: false };

  it('a comment says who its author is, as workflows ask before they obey', async () => {
    await world.commit({
      '.github/workflows/w.yml': `on: issue_comment
jobs:
  a:
    if: contains(fromJSON('["OWNER","MEMBER","COLLABORATOR"]'), github.event.comment.author_association) && !github.event.issue.pull_request
    runs-on: x
    outputs: { by: "\${{ github.event.comment.user.login }} \${{ github.event.issue.author_association }}" }
    steps: [{ run: "true" }]`,
    });
    const [result] = await world.trigger({ ...comment, issue });
    expect(result && outputsOf(result, 'a')).toEqual({ by: 'mina COLLABORATOR' });
  });

  it('a time zone that no table knows is refused with its place, whatever the event is', async () => {
    const event = await world.commit({
      '.github/workflows/w.yml': `on:
  push:
  schedule:
    - cron: 0 0 * * *
      timezone: Europe/Nowhere
jobs: { a: { runs-on: x, steps: [{ run: "true" }] } }`,
    });
    await expect(world.engine.trigger(event)).rejects.toThrow(
      /^\.github\/workflows\/w\.yml:5: the time zone "Europe\/Nowhere" is not rehearsed/,
    );
  });

  it('an unknown field ends the rehearsal, with the place that asks for it', async () => {
    const event = await world.commit({
      '.github/workflows/w.yml': `on: push
jobs:
  a:
    runs-on: x
    steps:
      - run: "true"
        continue-on-error: true
        if: github.event.head_commit.modified`,
    });
    await expect(world.trigger(event)).rejects.toThrow(
      /^\.github\/workflows\/w\.yml:\d: the field github\.event\.head_commit\.modified is not rehearsed/,
    );
  });
});
