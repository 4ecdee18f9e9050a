import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';

/** The times, in seconds after the first, of tries whose pauses double. */
const triesFrom = (pause: number): readonly number[] =>
  Array.from({ length: 20 }, (_, index) => pause * (2 ** (index + 1) - 1));

/** How long controllers wait before they try a pod again.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/client-go/util/workqueue/default_rate_limiters.go
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/job/job_controller.go (DefaultJobApiBackOff) */
const SCHEDULES = [
  { who: 'a ReplicaSet', tries: triesFrom(0.005), grace: GRACES.createRefused },
  { who: 'a Job', tries: triesFrom(1), grace: GRACES.createRefusedJob },
] as const;
/** From a pod that is created to its being seen. */
const SEEN_WITHIN = 1;

describe.each(SCHEDULES)('a refusal to create pods of $who', ({ tries, grace }) => {
  it.each([1, 3, 6, 9])('that ends after %d s is no failure: the next try is seen in time', (healed) => {
    const next = tries.find((at) => at >= healed) ?? Number.POSITIVE_INFINITY;
    expect(next + SEEN_WITHIN).toBeLessThan(grace);
  });
});
