import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import { FAILURE_CLASSES } from '../../../../domain/verdict/table.ts';
import { APPLIED, deployment, pod, replay, replicaSet, seen } from './api-rollout.ts';
import { Script } from './recorded/script.ts';
import { CONTAINER_STORIES } from './stories/container-stories.ts';
import { IMAGE_STORIES } from './stories/image-stories.ts';
import type { Story } from './stories/story.ts';
import { WAITING_STORIES } from './stories/waiting-stories.ts';
import { WORKLOAD_STORIES } from './stories/workload-stories.ts';

/** One story per class, with the texts that Kubernetes and containerd write. */
const STORIES: readonly Story[] = [...IMAGE_STORIES, ...CONTAINER_STORIES, ...WAITING_STORIES, ...WORKLOAD_STORIES];

const observed = (facts: Story['facts']) => (facts instanceof Script ? facts.observation() : replay([[0, ...facts]]));

describe('failure classes', () => {
  it.each(STORIES)('$class: $name', ({ class: code, facts, notYet, failed, says }) => {
    const observation = observed(facts);
    if (notYet >= 0) expect(judge(observation, notYet * 1000, GRACES).state).toBe('progressing');
    const verdict = judge(observation, failed * 1000, GRACES);
    expect(verdict).toMatchObject({ state: 'failed', class: code });
    for (const text of says) expect(verdict.sentence).toContain(text);
    expect(verdict).toHaveProperty('remedy', expect.stringMatching(/\S/));
  });

  it.each(STORIES.filter(({ notYet }) => notYet >= 0))(
    '$class wakes up exactly when it fails: $name',
    ({ facts, failed }) => {
      expect(judge(observed(facts), 0, GRACES)).toMatchObject({ state: 'progressing', wakeAt: failed * 1000 });
    },
  );

  it('every class of the table has a story', () => {
    expect(new Set(STORIES.map(({ class: code }) => code))).toEqual(new Set(FAILURE_CLASSES.map(({ code }) => code)));
  });

  it('a start of 50 s is no failure within a progress deadline of 60 s, and one that never ends is told before that deadline', () => {
    const facts = [
      seen(deployment({ deadline: 60 })),
      seen(replicaSet()),
      seen(pod({ state: { running: {} }, started: true })),
    ];
    expect(judge(replay([[0, ...facts]]), 50_000, GRACES).state).toBe('progressing');
    expect(judge(replay([[0, ...facts]]), 55_000, GRACES)).toMatchObject({ state: 'failed', class: 'never-ready' });
  });

  it('a deadline of an earlier rollout does not count, a newer one does', () => {
    const exceeded = (lastUpdateTime: string) =>
      replay([
        [
          0,
          seen(
            deployment({
              conditions: [
                { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', lastUpdateTime },
              ],
            }),
          ),
        ],
      ]);
    expect(judge(exceeded('2026-11-23T11:59:59Z'), 0, GRACES).state).toBe('progressing');
    expect(judge(exceeded('2026-11-23T12:10:00Z'), 0, GRACES)).toMatchObject({ state: 'failed', class: 'deadline' });
    // Going back, the controller counts from the last progress of the template before.
    expect(judge(exceeded('2026-11-23T12:00:02Z'), 599_000, GRACES).state).toBe('progressing');
    expect(judge(exceeded('2026-11-23T12:00:02Z'), 600_000, GRACES)).toMatchObject({ class: 'deadline' });
    expect(judge(exceeded('2026-11-23T12:09:59Z'), 0, GRACES)).toMatchObject({ class: 'deadline' });
    expect(judge(exceeded('2026-11-23T12:09:58Z'), 0, GRACES).state).toBe('progressing');
    expect(APPLIED.serverTime).toBe('2026-11-23T12:00:00.000Z');
  });
});
