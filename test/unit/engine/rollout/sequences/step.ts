import fc from 'fast-check';
import { type Release, releases } from './release.ts';

/** What happens to a namespace, by us or by others. */
export type Step =
  | { readonly kind: 'apply'; readonly release: Release; readonly prune: boolean }
  /** The process dies at its nth write. */
  | { readonly kind: 'kill'; readonly release: Release; readonly write: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'roll back' }
  | { readonly kind: 'scale'; readonly replicas: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'write of somebody else'; readonly what: 'label' | 'own object' | 'setting' | 'remove service' };

const good = releases(fc.constant('good'));
const any = releases(fc.constantFrom('good', 'crash'));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('apply'), release: any, prune: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('kill'),
      release: any,
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

/** A good release, and then anything. */
export const sequences: fc.Arbitrary<readonly Step[]> = fc
  .tuple(good, fc.array(step, { minLength: 1, maxLength: 5 }))
  .map(([release, more]) => [{ kind: 'apply', release, prune: false }, ...more]);
