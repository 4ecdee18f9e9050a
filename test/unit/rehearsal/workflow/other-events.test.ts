import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RepositoryEvent } from '../../../../rehearsal/workflow/event.ts';
import { outputsOf, type TestWorld, testWorld } from './world.ts';

const job = (outputs: string) =>
  `jobs: { a: { runs-on: x, outputs: { ref: "\${{ github.ref }} \${{ github.sha }}", of: "${outputs}" }, steps: [{ run: "true" }] } }`;

const FILES = {
  'comment.yml': `on: { issue_comment: { types: [created] } }\n${job('${{ github.event.issue.pull_request && 1 }} ${{ github.event.comment.body }}')}`,
  'nightly.yml': `on: { schedule: [{ cron: '30 2 * * *', timezone: Asia/Seoul }, { cron: '0 3 * * 1' }] }\n${job('${{ github.event.schedule }}')}`,
  'outside.yml': `on: { repository_dispatch: { types: [deployed] } }\n${job('${{ github.event.action }} ${{ github.event.client_payload.tier }}')}`,
  'queue.yml': `on: { merge_group: { branches: [main] } }\n${job('${{ github.event.merge_group.base_ref }}')}`,
  'made.yml': `on: create\n${job('${{ github.event.ref_type }} ${{ github.event.ref }}')}`,
  'release.yml': `on: { release: { types: [published] } }\n${job('${{ github.event.release.tag_name }}')}`,
  'quiet.yml': `on: [check_suite, discussion, watch, pull_request_review]\n${job('')}`,
};

describe('events beside pushes', () => {
  let world: TestWorld;
  let main = '';
  beforeAll(async () => {
    world = await testWorld();
    const files = Object.entries(FILES).map(([name, text]): [string, string] => [`.github/workflows/${name}`, text]);
    main = (await world.commit(Object.fromEntries(files))).after;
    // A branch whose files would say otherwise.
    await world.commit({ '.github/workflows/comment.yml': 'on: issue_comment\njobs: {}\n' }, 'topic');
  });
  afterAll(() => world.close());

  const raised = async (event: RepositoryEvent) =>
    (await world.trigger(event)).map((result) => {
      const { ref, of } = outputsOf(result, 'a');
      return { file: result.run.workflowPath.replace('.github/workflows/', ''), event: result.run.event, ref, of };
    });
  const onMain = () => `refs/heads/main ${main}`;

  const comment = {
    kind: 'issue_comment',
    action: 'created',
    actor: 'mina',
    commentId: 9,
    body: '/approve abc',
  } as const;
  const issue = { number: 4, title: 'Promote', isPullRequest: true };

  it('row 3: a comment runs the file of the default branch, on its last commit', async () => {
    expect(await raised({ ...comment, issue })).toEqual([
      { file: 'comment.yml', event: 'issue_comment', ref: onMain(), of: '1 /approve abc' },
    ]);
    const onIssue = await raised({ ...comment, issue: { ...issue, isPullRequest: false } });
    expect(onIssue[0]?.of).toBe(' /approve abc');
    expect(await raised({ ...comment, issue, action: 'edited' })).toEqual([]);
    expect(world.repository.runs.at(-1)).toMatchObject({ headBranch: 'main', headSha: main });
  });

  it("a comment by a job's token starts nothing", async () => {
    expect(await raised({ ...comment, issue, causedBy: 'job-token' })).toEqual([]);
  });

  it('a schedule runs on the default branch when it is time in its time zone, and says which one', async () => {
    const at = (time: string) => raised({ kind: 'schedule', actor: 'mina', due: { at: Date.parse(time) } });
    // 2:30 in Seoul.
    expect(await at('2026-03-01T17:30:10Z')).toEqual([
      { file: 'nightly.yml', event: 'schedule', ref: onMain(), of: '30 2 * * *' },
    ]);
    expect((await at('2026-03-02T03:00:00Z')).map(({ of }) => of)).toEqual(['0 3 * * 1']);
    expect(await at('2026-03-03T03:00:00Z')).toEqual([]);
    // Not again before five minutes are over.
    expect(await at('2026-03-02T03:00:59Z')).toEqual([]);
    const asked = await raised({ kind: 'schedule', actor: 'mina', due: { cron: '0 3 * * 1' } });
    expect(asked.map(({ of }) => of)).toEqual(['0 3 * * 1']);
  });

  it("a repository_dispatch runs for its types, with its payload, also by a job's token", async () => {
    const event = { kind: 'repository_dispatch', actor: 'mina', clientPayload: { tier: 'dev' } } as const;
    expect(await raised({ ...event, eventType: 'deployed', causedBy: 'job-token' })).toEqual([
      { file: 'outside.yml', event: 'repository_dispatch', ref: onMain(), of: 'deployed dev' },
    ]);
    expect(await raised({ ...event, eventType: 'other' })).toEqual([]);
  });

  it('a merge group runs on its own ref, by its base, and is a new branch as well', async () => {
    const headRef = 'refs/heads/gh-readonly-queue/main/pr-7';
    const { after: headSha } = await world.commit({ 'x.txt': '1' }, 'gh-readonly-queue/main/pr-7');
    const event = { kind: 'merge_group', actor: 'mina', base: 'main', baseSha: main, headRef, headSha } as const;
    const ref = `${headRef} ${headSha}`;
    expect(await raised(event)).toEqual([
      { file: 'queue.yml', event: 'merge_group', ref, of: 'refs/heads/main' },
      { file: 'made.yml', event: 'create', ref, of: 'branch gh-readonly-queue/main/pr-7' },
    ]);
    expect((await raised({ ...event, base: 'develop' })).map(({ file }) => file)).toEqual(['made.yml']);
  });

  it('a new tag is a push and a creation', async () => {
    const tag = { kind: 'push', ref: 'refs/tags/v1', before: undefined, after: main, actor: 'mina' } as const;
    expect((await raised(tag)).map(({ file, of }) => [file, of])).toEqual([['made.yml', 'tag v1']]);
    expect(await raised({ ...tag, before: main })).toEqual([]);
  });

  it('any other event runs by its name and type, on the ref that it is about', async () => {
    const fields = { release: { tag_name: 'v1' } };
    const event = { kind: 'activity', name: 'release', actor: 'mina', fields } as const;
    await world.git.setBranch('releases/1', main);
    expect(await raised({ ...event, action: 'published', ref: 'refs/heads/releases/1' })).toEqual([
      { file: 'release.yml', event: 'release', ref: `refs/heads/releases/1 ${main}`, of: 'v1' },
    ]);
    expect(await raised({ ...event, action: 'created' })).toEqual([]);
    const watch = await raised({ kind: 'activity', name: 'watch', action: 'started', actor: 'mina', fields: {} });
    expect(watch).toEqual([{ file: 'quiet.yml', event: 'watch', ref: onMain(), of: undefined }]);
  });

  it('no other event asks whether the last commit says [skip ci]', async () => {
    await world.commit({ 'y.txt': '1' }, 'main', 'docs: words [skip ci]');
    expect((await raised({ ...comment, issue })).map(({ file }) => file)).toEqual(['comment.yml']);
  });
});
