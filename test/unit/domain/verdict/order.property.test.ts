import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import type { Pod } from '../../../../domain/verdict/kubernetes.ts';
import type { Fact } from '../../../../domain/verdict/observation.ts';
import {
  crashing,
  deployment,
  ended,
  event,
  IMAGE,
  type PodShape,
  pod,
  replay,
  replicaSet,
  rolledOut,
  seen,
  waiting,
} from './api-rollout.ts';

const LATER = 1_000_000;

const shapes: fc.Arbitrary<PodShape> = fc.constantFrom<PodShape>(
  {},
  { ready: true, imageID: IMAGE },
  { ready: true, restarts: 1, imageID: IMAGE },
  { state: { running: {} }, started: true },
  { state: waiting('ErrImagePull', `${IMAGE}: not found`) },
  { state: waiting('ImagePullBackOff', `Back-off pulling image "${IMAGE}"`) },
  { state: waiting('ErrImagePull', 'unexpected status: 503') },
  { state: waiting('InvalidImageName', 'bad reference') },
  { state: waiting('CreateContainerConfigError', 'secret "s" not found') },
  { state: waiting('CreateContainerError', 'no such user') },
  crashing(2),
  crashing(3),
  crashing(3, ended(137, 'OOMKilled')),
  crashing(3, ended(128, 'StartError', 'executable file not found')),
);

/** What a cluster could tell: each pod's life in versions that rise, in the order they happened. */
const lives: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.tuple(fc.constantFrom('api-new-1', 'api-new-2', 'api-new-3'), shapes), { minLength: 1, maxLength: 10 })
  .chain((steps) =>
    fc
      .tuple(fc.boolean(), fc.array(fc.constantFrom('Pulling', 'Killing'), { maxLength: 2 }))
      .map(([done, events]) => [
        seen(replicaSet()),
        ...steps.map(([name, shape]) => seen(pod({ ...shape, name }))),
        ...events.map((reason) =>
          seen(event(reason, 'Container api failed liveness probe, will be restarted', { count: 2 })),
        ),
        seen(done ? rolledOut(3) : deployment({ replicas: 3 })),
      ]),
  );

const newest = (facts: readonly Fact[]): Fact => {
  const pods = new Map<string, Pod>();
  for (const fact of facts)
    if (fact.type === 'seen' && fact.object.kind === 'Pod') pods.set(fact.object.metadata.uid, fact.object);
  const versions = facts.flatMap((fact) =>
    fact.type === 'seen' ? [Number(fact.object.metadata.resourceVersion)] : [],
  );
  return { type: 'listed', kind: 'Pod', resourceVersion: String(Math.max(...versions)), objects: [...pods.values()] };
};

const finalVerdict = (facts: readonly Fact[]) =>
  judge(replay(facts.map((fact, index) => [index, fact])), LATER, GRACES);

describe('the final verdict', () => {
  it('does not depend on the order of facts, on repeated ones, or on lists between them', () => {
    fc.assert(
      fc.property(
        lives.chain((facts) =>
          fc.record({
            facts: fc.constant(facts),
            mixed: fc.shuffledSubarray([...facts, ...facts, newest(facts)], { minLength: 2 * facts.length + 1 }),
          }),
        ),
        ({ facts, mixed }) => {
          expect(finalVerdict(mixed)).toEqual(finalVerdict(facts));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('names an object and a cause whenever it is a failure', () => {
    fc.assert(
      fc.property(lives, (facts) => {
        const verdict = finalVerdict(facts);
        if (verdict.state !== 'failed') return;
        expect(verdict.sentence).toMatch(/(container|pod|Deployment) "[^"]+"/);
        expect(verdict.sentence).toMatch(
          /exit code \d|not found|OOMKilled|probe|pull|bad reference|503|executable|no such user|passed|cannot/,
        );
        expect(verdict.remedy).not.toBe('');
        expect(verdict.evidence).toContain(verdict.sentence);
      }),
      { numRuns: 300 },
    );
  });

  it('wakes up later than now as long as it is progressing', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 700 }), (facts, second) => {
        const now = second * 1000;
        const verdict = judge(replay([[0, ...facts]]), now, GRACES);
        if (verdict.state === 'progressing') expect(verdict.wakeAt).toBeGreaterThan(now);
      }),
      { numRuns: 300 },
    );
  });
});
