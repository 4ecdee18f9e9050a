import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listedStories } from '../../../../cli/rehearsal/list-stories.ts';
import { parseRehearseArguments } from '../../../../cli/rehearsal/options.ts';
import { MAIN_STORY, STORIES } from '../../../../rehearsal/stories/stories.ts';

/** Words of a command line; a bar in one stands for a blank. */
const parse = (line: string) =>
  parseRehearseArguments(
    line
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => word.replaceAll('|', ' ')),
  );

describe('arguments of sluice rehearse', () => {
  it('tell the whole story when there are none', () => {
    expect(parse('')).toEqual({
      kind: 'rehearse',
      options: { approve: false, fresh: false, cluster: 'embedded', plays: { kind: 'story', story: MAIN_STORY } },
    });
    expect(parse('--approve --cluster=real')).toEqual({
      kind: 'rehearse',
      options: { approve: true, fresh: false, cluster: 'real', plays: { kind: 'story', story: MAIN_STORY } },
    });
  });

  it('run tests again that have passed, in the one story that would not', () => {
    expect(parse('--fresh')).toMatchObject({ options: { fresh: true } });
    expect(parse(`${MAIN_STORY.name} --fresh`)).toMatchObject({ options: { fresh: true } });
    for (const line of ['failing-test --fresh', '--event push --fresh'])
      expect(parse(line)).toEqual({
        kind: 'refused',
        sentence: expect.stringMatching(/^--fresh means something only with the story all-the-way/),
      });
  });

  it('say who can read the repository of an event, which is public unless they do', () => {
    expect(parse('--event push')).toMatchObject({ options: { plays: { visibility: 'public' } } });
    expect(parse('--event push --visibility private')).toMatchObject({ options: { plays: { visibility: 'private' } } });
    expect(parse('--event push --visibility=public')).toMatchObject({ options: { plays: { visibility: 'public' } } });
  });

  it('tell the story that they name', () => {
    for (const story of STORIES)
      expect(parse(`${story.name} --approve`)).toMatchObject({ options: { approve: true, plays: { story } } });
  });

  it('ask for the list of stories, whose first is the one that is told without a name', () => {
    expect(parse('--list')).toEqual({ kind: 'list' });
    const lines = listedStories();
    expect(lines).toHaveLength(STORIES.length);
    expect(lines[0]).toContain(MAIN_STORY.line);
    for (const { name, line } of STORIES) expect(lines).toContainEqual(expect.stringMatching(`^${name} +${line}$`));
  });

  for (const { line, event } of [
    { line: '--event push', event: { kind: 'push', branch: undefined } },
    { line: '--event push --ref refs/heads/fix/a', event: { kind: 'push', branch: 'fix/a' } },
    {
      line: '--event pull_request',
      event: {
        kind: 'pull_request',
        branch: 'feature/rehearsal',
        fork: false,
        approved: true,
        action: 'opened',
        targetAllowed: false,
      },
    },
    {
      line: '--event pull_request_target --fork --ref fix/a --type synchronize',
      event: {
        kind: 'pull_request',
        branch: 'fix/a',
        fork: true,
        approved: true,
        action: 'synchronize',
        targetAllowed: true,
      },
    },
    {
      line: '--event pull_request --fork --unapproved --ref fix/a',
      event: { kind: 'pull_request', branch: 'fix/a', fork: true, approved: false, action: 'opened' },
    },
    {
      line: '--event pull_request --fork --ref main',
      event: { kind: 'pull_request', branch: 'main', fork: true, action: 'opened', targetAllowed: false },
    },
    { line: '--event merge_group', event: { kind: 'merge_group', branch: 'feature/rehearsal' } },
    { line: '--event schedule --cron=0|3|*|*|1', event: { kind: 'schedule', due: { cron: '0 3 * * 1' } } },
    {
      line: '--event schedule --at 2026-03-01T02:30Z',
      event: { kind: 'schedule', due: { at: Date.UTC(2026, 2, 1, 2, 30) } },
    },
    { line: '--event issue_comment --comment /approve|abc', event: { kind: 'issue_comment', body: '/approve abc' } },
    {
      line: '--event repository_dispatch --type deployed --payload {"tier":"dev"}',
      event: { kind: 'repository_dispatch', eventType: 'deployed', clientPayload: { tier: 'dev' } },
    },
    {
      line: '--event repository_dispatch --type deployed',
      event: { kind: 'repository_dispatch', eventType: 'deployed', clientPayload: {} },
    },
    {
      line: '--event workflow_dispatch --workflow rollback.yml --input tier=dev --input to=a=b --ref develop',
      event: {
        kind: 'workflow_dispatch',
        branch: 'develop',
        workflow: 'rollback.yml',
        inputs: { tier: 'dev', to: 'a=b' },
      },
    },
  ]) {
    it(`run one event for "${line}"`, () => {
      expect(parse(line)).toMatchObject({ kind: 'rehearse', options: { plays: { kind: 'event', event } } });
    });
  }

  for (const { line, says } of [
    { line: '--aprove', says: 'There is no option --aprove' },
    { line: '-x', says: 'There is no option -x' },
    { line: 'story', says: 'There is no story "story"; there are all-the-way, ' },
    { line: 'gates hang', says: 'One story at a time: gates or hang.' },
    { line: 'gates --event push', says: 'Give the story "gates" or --event, not both' },
    { line: '--approve=yes', says: '--approve takes no value' },
    { line: '--ref', says: '--ref wants a value' },
    { line: '--event --approve', says: '--event wants a value' },
    { line: '--cluster kind', says: '--cluster is "kind"; wanted embedded or real' },
    { line: '--event tag', says: '--event is "tag"; wanted push, pull_request,' },
    { line: '--event push --event push', says: '--event was given twice' },
    { line: '--ref main', says: '--ref means something only with --event push or pull_request' },
    {
      line: '--event push --fork',
      says: '--fork means something only with --event pull_request or pull_request_target.',
    },
    { line: '--event push --cron x', says: '--cron means something only with --event schedule.' },
    { line: '--event pull_request --type pushed', says: '--type is "pushed"; wanted assigned,' },
    { line: '--event schedule', says: 'wants either --cron EXPRESSION or --at TIME' },
    { line: '--event schedule --cron x --at y', says: 'wants either --cron EXPRESSION or --at TIME' },
    { line: '--event schedule --at noon', says: '--at is "noon"; wanted a time' },
    { line: '--event issue_comment', says: 'wants what the comment says: --comment TEXT' },
    { line: '--event repository_dispatch', says: 'wants its type: --type TYPE' },
    { line: '--event repository_dispatch --type x --payload [1]', says: 'wanted a JSON object' },
    { line: '--event repository_dispatch --type x --payload {', says: 'wanted a JSON object' },
    { line: '--event pull_request --unapproved', says: '--unapproved means something only with --fork' },
    { line: '--event push --unapproved', says: '--unapproved means something only with --event pull_request or pull_' },
    { line: '--event push --visibility internal', says: '--visibility is "internal"; wanted public or private.' },
    { line: '--visibility private', says: '--visibility means something only with --event: a story says itself' },
    { line: 'gates --visibility public', says: '--visibility means something only with --event' },
    { line: '--event push --input a=b', says: '--input means something only with --event workflow_dispatch' },
    { line: '--event workflow_dispatch', says: 'wants the file that is dispatched' },
    { line: '--event workflow_dispatch --workflow a.yml --input tier', says: 'wanted NAME=VALUE' },
    { line: '--event push --ref refs/tags/v1', says: 'names no branch' },
  ]) {
    it(`are refused with one sentence: ${line}`, () => {
      const parsed = parse(line);
      expect(parsed).toEqual({ kind: 'refused', sentence: expect.stringContaining(says) });
      expect(parsed.kind === 'refused' && parsed.sentence).not.toContain('\n');
    });
  }

  it('never throw, whatever is given', () => {
    const words = fc.constantFrom(
      '--event',
      'push',
      '--ref',
      '--',
      '-',
      '--input',
      'a=b',
      '--help',
      '--list',
      'gates',
      '=',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (args) => {
        expect(['help', 'list', 'refused', 'rehearse']).toContain(parseRehearseArguments(args).kind);
      }),
    );
  });
});
