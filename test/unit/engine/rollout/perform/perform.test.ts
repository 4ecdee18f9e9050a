import { describe, expect, it } from '@jest/globals';
import { Refusal, Unreachable } from '../../../../../engine/rollout/cluster.ts';
import type { Course, StepEnd } from '../../../../../engine/rollout/perform/course.ts';
import { perform } from '../../../../../engine/rollout/perform/perform.ts';
import { NewerRun } from '../../../../../engine/rollout/state/newer-run.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import { undertakingIn } from './undertaking-in.ts';

const moved = new Refusal(409, 'Conflict', 'It has been written since');

/** Takes what a test says, one after the other, and remembers what it was asked for. */
function courseOf(...steps: readonly (StepEnd | Error | undefined)[]) {
  const asked: string[] = [];
  let at = 0;
  const course: Course<number, string> = {
    words: { refused: 'It was refused', unreachable: 'Run this again.' },
    look: async () => at,
    next: (seen) => `step ${seen}`,
    async take(step) {
      asked.push(step);
      if (at === steps.length) throw new Error('The last step was the end.');
      const end = steps[at++];
      if (end instanceof Error) throw end;
      return end;
    },
    async failed(failure) {
      asked.push('failed');
      return { ...failure, rollback: 'off' };
    },
  };
  return { course, asked };
}

describe('the performer of steps', () => {
  it.each<[string, readonly (StepEnd | Error | undefined)[], object, readonly string[]]>([
    [
      'looks again after each step that is no end, and after one that was aborted',
      [undefined, { kind: 'aborted' }, { kind: 'unknown', sentence: 'Nothing is known.' }],
      { outcome: 'unknown', sentence: 'Nothing is known.', image: expect.any(String), secondsToVerdict: 0 },
      ['step 0', 'step 1', 'step 2'],
    ],
    [
      'looks again when somebody else wrote in between',
      [moved, { kind: 'superseded', sentence: 'Another one.' }],
      { outcome: 'superseded', sentence: 'Another one.' },
      ['step 0', 'step 1'],
    ],
    [
      'goes back from a failure, with what every end says',
      [{ kind: 'failed', failure: { sentence: 'It broke.', secondsToVerdict: 7 } }],
      { outcome: 'failed', sentence: 'It broke.', image: expect.any(String), secondsToVerdict: 7, rollback: 'off' },
      ['step 0', 'failed'],
    ],
    [
      'goes back from a refusal',
      [new Refusal(403, 'Forbidden', 'No.')],
      { outcome: 'failed', sentence: 'It was refused: No.', rollback: 'off' },
      ['step 0', 'failed'],
    ],
    [
      'knows nothing where the server is away, and undoes nothing',
      [new Unreachable('It is away.')],
      { outcome: 'unknown', sentence: 'It is away. Run this again.' },
      ['step 0'],
    ],
    [
      'says no more where nothing is to be added',
      [{ kind: 'ended', end: { outcome: 'refused', sentence: 'Not so.' } }],
      { outcome: 'refused', sentence: 'Not so.' },
      ['step 0'],
    ],
  ])('%s', async (_, steps, end, asked) => {
    const told = courseOf(...steps);
    const undertaking = await undertakingIn(new EmbeddedRoom(['good-1']));
    expect(await perform(told.course, undertaking)).toMatchObject(end);
    expect(told.asked).toEqual(asked);
  });

  it('gives up after somebody else wrote first twenty times in a row, and no earlier', async () => {
    const undertaking = await undertakingIn(new EmbeddedRoom(['good-1']));
    const often = Array.from({ length: 20 }, () => moved);
    const last: StepEnd = { kind: 'unknown', sentence: 'Nothing is known.' };
    expect(await perform(courseOf(...often, undefined, ...often, last).course, undertaking)).toMatchObject({
      outcome: 'unknown',
    });
    expect(await perform(courseOf(...often, moved, last).course, undertaking)).toMatchObject({ outcome: 'failed' });
  });

  it('leaves it to others what a newer run means', async () => {
    const undertaking = await undertakingIn(new EmbeddedRoom(['good-1']));
    await expect(perform(courseOf(new NewerRun('Newer.')).course, undertaking)).rejects.toThrow('Newer.');
  });

  it.each<['rollout' | 'rollback', StepEnd['kind'], string, string]>([
    ['rollout', 'complete', 'good', 'good'],
    ['rollback', 'complete', 'good', 'withdrawn'],
    ['rollout', 'cancelled', 'cancelled', 'good'],
    ['rollback', 'cancelled', 'cancelled', 'good'],
    ['rollout', 'unknown', 'pending', 'good'],
  ])('keeps in the history of a %s that is %s: %s, and what ran before %s', async (kind, end, ours, before) => {
    const made = await undertakingIn(new EmbeddedRoom(['good-1']));
    const undertaking = { ...made, request: { ...made.request, kind } };
    const entry = { release: undefined, commit: undefined, at: '2026-11-23T11:00:00Z', objects: [] };
    undertaking.keeper.add({ ...entry, key: 'before', state: 'good' });
    undertaking.keeper.add({ ...entry, key: 'state', state: 'pending' });
    const all = { sentence: 'So it is.', leaves: ['before', undefined], record: async () => {} };
    const told = { ...all, kind: end } as Extract<StepEnd, { readonly kind: 'complete' }>;
    expect(await perform(courseOf(told).course, undertaking)).toMatchObject({ outcome: end, sentence: 'So it is.' });
    const states = Object.fromEntries(undertaking.keeper.history.map(({ key, state }) => [key, state]));
    expect(states).toEqual({ before, state: ours });
  });

  it('calls nothing complete that is not what was written, and notes nothing of it', async () => {
    const room = new EmbeddedRoom(['good-1', 'good-2']);
    await room.rollOut('good-1');
    const undertaking = await undertakingIn(room);
    const wanted = room.object('Deployment', 'api');
    if (wanted === undefined) throw new Error('There is no Deployment.');
    const noted: string[] = [];
    const complete: StepEnd = {
      kind: 'complete',
      sentence: 'All is well.',
      leaves: [],
      record: async () => void noted.push('recorded'),
    };
    undertaking.written.add({ wanted, answer: wanted });
    expect(await perform(courseOf(complete).course, undertaking)).toMatchObject({ outcome: 'complete' });
    expect(noted).toEqual(['recorded']);
    room.change('Deployment', 'api', (object) => ({
      ...object,
      spec: { ...(object['spec'] as object), template: changed(object) },
    }));
    expect(await perform(courseOf(complete).course, undertaking)).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringContaining('is not what this run wrote any more'),
    });
    expect(noted).toEqual(['recorded']);
  });
});

const changed = (object: object): unknown =>
  JSON.parse(JSON.stringify((object as { spec: { template: object } }).spec.template).replaceAll('8080', '9090'));
