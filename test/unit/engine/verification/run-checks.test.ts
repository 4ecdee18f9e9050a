import { describe, expect, it } from '@jest/globals';
import { image } from '../rollout/releases.ts';
import { checksRoom, checksText, IMAGE, RELEASE, RUN, wantedJob } from './checks-room.ts';

const PASS = { logs: ['12 passed'], exit: { code: 0, after: 3_000 } };
const FAIL = {
  logs: ['test_session FAILED', 'token: ghp_0123456789abcdefghij0123456789abcdef'],
  exit: { code: 1, after: 3_000 },
};

describe('checks that run inside a tier', () => {
  it('pass in a Job of their run, their attempt and their release, whose pods may do nothing', async () => {
    const { ran, jobs, room } = checksRoom(PASS);
    const end = await ran();
    expect(end).toMatchObject({
      kind: 'passed',
      sentence: expect.stringContaining('The checks passed in Job "checks-'),
    });
    expect(end.printed).toEqual(['12 passed']);
    const [job] = jobs();
    expect(jobs()).toHaveLength(1);
    expect(job?.metadata.annotations).toMatchObject({
      'sluice.dev/run': `${RUN.createdAt} 7 1`,
      'sluice.dev/release': RELEASE.digest,
    });
    expect(job?.['spec']).toMatchObject({ backoffLimit: 0, ttlSecondsAfterFinished: 604_800 });
    expect(room.object('ServiceAccount', 'checks-staging')).toBeDefined();
  });

  it('run anew in each attempt and each run: no Job of an earlier one is taken for theirs', async () => {
    const { ran, jobs } = checksRoom(PASS);
    for (const run of [RUN, { ...RUN, attempt: 2 }, { ...RUN, id: 8 }])
      expect(await ran({ run })).toMatchObject({ kind: 'passed' });
    expect(new Set(jobs().map(({ metadata }) => metadata.name)).size).toBe(3);
  });

  it('are seen to pass however soon their pod is over', async () => {
    const { ran } = checksRoom({ logs: ['1 passed'], exit: { code: 0, after: 0 } });
    expect(await ran()).toMatchObject({ kind: 'passed', printed: ['1 passed'] });
  });

  it('are in nobody’s way: those of another run pass while a Job of an earlier one is at work', async () => {
    const { begin, room } = checksRoom({ exit: { code: 0, after: 60_000 } });
    const ends = await room.until(Promise.all([begin(), begin({ run: { ...RUN, id: 8 } })]));
    expect(ends.map(({ kind }) => kind)).toEqual(['passed', 'passed']);
  });

  it('fail once and for all, and the sentence says how, and what to do', async () => {
    const { ran, jobs, room } = checksRoom(FAIL);
    const end = await ran();
    expect(end.kind).toBe('failed');
    expect(end.sentence).toMatch(
      /^Job "checks-staging-\w+" in namespace "production" failed: .*exit code 1.* Mend what they found/,
    );
    expect(end.sentence).not.toContain('Run the rollout again');
    expect(room.objects('Pod')).toHaveLength(1);
    expect(jobs()).toHaveLength(1);
  });

  it('are not begun without the borders of their pods', async () => {
    const { ran, jobs } = checksRoom(PASS);
    const end = await ran({ text: checksText({ needs: 'NetworkPolicy/checks-staging' }) });
    expect(end).toMatchObject({
      kind: 'unknown',
      sentence: expect.stringMatching(/^Nothing was begun\. Job "checks-staging" needs NetworkPolicy "checks-staging"/),
    });
    expect(jobs()).toEqual([]);
  });

  it('that do not end in time have shown nothing', async () => {
    const { ran } = checksRoom({ logs: ['waiting'] });
    const end = await ran({ text: checksText({ deadline: 30 }) });
    expect(end).toMatchObject({ kind: 'unknown', sentence: expect.stringContaining('did not end within 30 s') });
  });

  it('whose pod cannot start leave no Job that starts later, when nobody looks', async () => {
    const { ran, jobs } = checksRoom('no image');
    const end = await ran({ text: checksText({ image: image('gone'), deadline: 86_400 }) });
    expect(end).toMatchObject({ kind: 'unknown', sentence: expect.stringMatching(/image/i) });
    expect(jobs()).toEqual([]);
  });

  it('whose run is cancelled end with it', async () => {
    const { begin, jobs, room, abort } = checksRoom({});
    const end = begin();
    room.clock.after(5_000, () => abort.abort());
    expect(await room.until(end)).toMatchObject({
      kind: 'unknown',
      sentence: expect.stringMatching(
        /^Cancelled before Job "checks-staging-\w+" had ended: .* not known\. Run the checks again\.$/,
      ),
    });
    expect(jobs()).toEqual([]);
  });

  it.each([
    [
      'a Deployment',
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"IMAGE"}]}}}}',
    ],
    [
      'a Job and a Deployment',
      `${checksText()}\n---\n{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"IMAGE"}]}}}}`,
    ],
    ['two Jobs', `${checksText()}\n---\n${checksText().split('\n---\n')[0]?.replaceAll('checks-staging"', 'other"')}`],
  ])('are no release of %s', async (_, text) => {
    await expect(checksRoom(PASS).ran({ text: text.replace('IMAGE', IMAGE) })).rejects.toThrow(
      'Wanted one Job, and nothing that stays',
    );
  });

  it('have a name that Kubernetes takes, however long that of the tier is', () => {
    const text = checksText().replaceAll('checks-staging"', `checks-${'s'.repeat(56)}"`);
    expect(wantedJob(RUN, RELEASE.digest, text).metadata.name.length).toBeLessThanOrEqual(63);
  });
});
