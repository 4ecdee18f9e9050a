import fc from 'fast-check';
import type { Meanwhile } from './meanwhile.ts';
import type { TheirWrite } from './others.ts';
import { type Release, releases } from './release.ts';

/** What happens to a namespace, by us or by others. */
export type Step =
  | {
      readonly kind: 'apply';
      readonly release: Release;
      readonly prune: boolean;
      readonly meanwhile?: Meanwhile | undefined;
    }
  /** What was complete last, once more. */
  | { readonly kind: 'again' }
  /** The process dies at its nth write. */
  | { readonly kind: 'kill'; readonly release: Release; readonly write: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'roll back' }
  | { readonly kind: 'scale'; readonly replicas: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'write of somebody else'; readonly what: TheirWrite };

/** What becomes of a service whose tier rolls out in one way. */
export interface Sequence {
  readonly strategy: 'rolling' | 'blueGreen' | 'canary';
  readonly steps: readonly Step[];
}

const seconds = fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 60 }));

const meanwhile: fc.Arbitrary<Meanwhile> = fc.oneof(
  fc.record({ kind: fc.constant('cancel'), after: seconds }),
  // Longer than three minutes is longer than a watch goes on without sight.
  fc.record({ kind: fc.constant('server away'), after: seconds, lasts: fc.constantFrom(1, 10, 90, 240) }),
  fc.record({
    kind: fc.constant('other writer'),
    after: seconds,
    what: fc.constantFrom('image', 'label', 'own object', 'replicas'),
  }),
);

const stepsWith = (release: fc.Arbitrary<Release>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('apply'), release, prune: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('apply'), release, prune: fc.boolean(), meanwhile }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('again') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('kill'),
        release,
        write: fc.integer({ min: 1, max: 10 }),
        when: fc.constantFrom('before', 'after'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('roll back') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('scale'), replicas: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('write of somebody else'),
        what: fc.constantFrom('label', 'own object', 'setting', 'remove service'),
      }),
    },
  );

/** A good release, and then anything. Most are short; some are longer than what a history keeps. */
export const sequences: fc.Arbitrary<Sequence> = fc
  .constantFrom<Sequence['strategy']>('rolling', 'blueGreen', 'canary')
  .chain((strategy) => {
    const hasWorker = strategy === 'rolling' ? fc.boolean() : fc.constant(false);
    const any = releases(fc.constantFrom('good', 'good', 'good', 'crash', 'unready', 'missing'), hasWorker);
    const step = stepsWith(any);
    const steps = fc.oneof(
      { weight: 39, arbitrary: fc.array(step, { minLength: 1, maxLength: 5 }) },
      { weight: 1, arbitrary: fc.array(step, { minLength: 20, maxLength: 20 }) },
    );
    return fc
      .tuple(releases(fc.constant('good'), hasWorker), steps)
      .map(([release, more]): Sequence => ({ strategy, steps: [{ kind: 'apply', release, prune: false }, ...more] }));
  });
