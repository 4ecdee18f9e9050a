import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { flapping } from '../../../../domain/verdict/flapping.ts';
import { parseGraces } from '../../../../domain/verdict/grace-words.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { heard, registryQuestions } from '../../../../domain/verdict/registry-word.ts';
import { RETRIES } from '../../../../domain/verdict/retries.ts';
import { APPLIED, ended, event, IMAGE, pod, replay, seen, waiting } from './api-rollout.ts';
import { found, viewAt } from './found.ts';
import { barePod, condition } from './objects.ts';
import { started } from './stories/story.ts';

const at = (second: number) => second * 1000;

describe('readiness that is lost again and again', () => {
  const time = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString();
  const ready = (second: number) => {
    const one = pod({ ready: true });
    return seen({
      ...one,
      status: { ...one.status, conditions: [condition('Ready', 'True', { lastTransitionTime: time(second) })] },
    });
  };
  const lost = () => seen(pod({ state: { running: {} }, started: true }));
  const flaps = (...times: readonly number[]) => found(flapping, ...times.map(ready), lost());

  it('counts the third time within five minutes', () => {
    expect(flaps(0, 10)).toEqual([]);
    expect(flaps(0, 10, 20)).toEqual([
      expect.objectContaining({
        sentence:
          'Container "api" of pod "api-new-1" became ready 3 times and lost it each time, because its readiness probe (GET /health/ready on port http) fails now and then.',
        grace: 60,
        since: 0,
      }),
    ]);
    expect(flaps(0, 150, 300)).toHaveLength(1);
    expect(flaps(0, 150, 301)).toEqual([]);
    expect(flaps(0, 400, 500, 600)).toHaveLength(1);
    expect(found(flapping, ready(0), ready(10), ready(20))).toEqual([]);
  });

  it('says what the probe got', () => {
    const told = found(
      flapping,
      ready(0),
      ready(10),
      ready(20),
      lost(),
      seen(event('Unhealthy', 'Readiness probe failed: 503')),
    );
    expect(told[0]?.sentence).toMatch(/fails now and then: Readiness probe failed: 503\.$/);
  });
});

describe('tries', () => {
  const {
    unschedulable,
    mountFailed,
    createRefused,
    imageTransient,
    pvcPending,
    createRefusedJob,
    configMissing,
    neverReady,
  } = RETRIES;
  it('come as their controllers keep them, each pause twice the one before up to the longest', () => {
    expect(unschedulable.tries).toEqual([...Array.from({ length: 29 }, (_, index) => 10 * (index + 1)), 330, 660]);
    expect(mountFailed.tries.slice(0, 4)).toEqual([0.5, 1.5, 3.5, 7.5]);
    expect(mountFailed.tries.slice(-2).map((time, index, all) => (index === 0 ? 0 : time - (all[0] ?? 0)))).toEqual([
      0, 122,
    ]);
    expect(createRefused.tries.slice(0, 3)).toEqual([0.005, 0.015, 0.035]);
    expect(createRefusedJob.tries).toEqual([1, 3, 7, 15, 31, 63, 127, 255, 511, 1023]);
    expect(imageTransient.tries).toEqual([15, 35, 75, 155, 315, 615, 915, 1215, 1515, 1815]);
    expect(pvcPending.tries).toEqual([1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1111, 1411, 1711]);
    expect(configMissing.tries.slice(0, 2)).toEqual([15, 30]);
    expect(configMissing.tries).toHaveLength(100);
    expect(neverReady.tries.at(-1)).toBe(1000);
    expect(createRefused.tries.at(-1)).toBeCloseTo(1310.715);
  });
});

describe('graces that somebody sets', () => {
  it('are read with blanks around them, and refused with anything else', () => {
    expect(parseGraces(' unschedulable : 120 , never-ready:1.25,')).toEqual({ unschedulable: 120, neverReady: 1.25 });
    expect(parseGraces('')).toEqual({});
    expect(parseGraces(' , ')).toEqual({});
    expect(() => parseGraces(' x:1y ')).toThrow('"x:1y" is no grace: wanted a name and seconds, "unschedulable:120".');
    expect(() => parseGraces('.unschedulable:1')).toThrow('".unschedulable:1" is no grace');
    expect(() => parseGraces('soon:1')).toThrow(/^There is no grace "soon"; wanted one of invalid-image, image-gone, /);
    expect(() => parseGraces('stalled:1,stalled:2 x')).toThrow('is no grace');
    expect(() => parseGraces('stalled:1,stalled:2,soon')).toThrow(/^"stalled" is given twice\. "soon" is no grace/);
  });
});

describe('a question to a registry', () => {
  const failed = (since: number, applied = 0) => {
    const observation = replay([
      [0, ...started],
      [
        since,
        seen(pod({ state: waiting('ErrImagePull', 'not found') })),
        seen(event('Failed', 'Failed to pull image "x": not found')),
      ],
    ]);
    return { ...observation, applied: { ...APPLIED, at: at(applied) } };
  };
  it('comes again ten seconds after the first failure, and not before sixteen after our write', () => {
    const second = (observation: ReturnType<typeof failed>) =>
      registryQuestions(heard(observation, IMAGE, false, at(1)), GRACES);
    expect(second(failed(1))).toEqual([{ image: IMAGE, at: at(16) }]);
    expect(second(failed(30))).toEqual([{ image: IMAGE, at: at(40) }]);
    expect(second(failed(1, 5))).toEqual([{ image: IMAGE, at: at(21) }]);
  });

  it('is only about what is not found, of what is seen', () => {
    expect(registryQuestions(replay([]), GRACES)).toEqual([]);
    const denied = replay([[0, ...started, seen(pod({ state: waiting('ErrImagePull', 'denied') }))]]);
    expect(registryQuestions(denied, GRACES)).toEqual([]);
    expect(
      registryQuestions(replay([[0, ...started, seen(pod({ lastState: ended(1) }))]]), {
        ...GRACES,
        timeout: seconds(1),
      }),
    ).toEqual([]);
  });
});

describe('what stands beside a verdict', () => {
  it('is a bare pod that nobody owns', () => {
    expect(viewAt(replay([[0, ...started, seen(barePod())]])).pods).toEqual([]);
  });
});
