import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { GkeCluster } from '../../../domain/cluster.ts';
import { delivery } from '../../../domain/delivery.ts';
import { atMost, type Wave, waves } from '../../../domain/waves.ts';
import { needsOf } from '../../../workflows-src/language/needs.ts';
import { generateWorkflows, workflows } from '../../../workflows-src/workflows.ts';
import { holds } from './condition-evaluator.ts';
import { WAVES } from './deliveries.ts';
import { reviewed } from './reviewed.ts';

const GOLDEN = join(import.meta.dirname, '../../golden/waves');
const files = generateWorkflows(WAVES).filter(({ path }) => /(deploy|promote|rollback)\.yml$/.test(path));

describe('the generated workflows of a delivery with three clusters in two waves', () => {
  it.each(files.map((file) => [file.path, file] as const))('%s is as it was reviewed', (path, { content }) => {
    expect(content).toBe(reviewed(join(GOLDEN, basename(path)), content));
  });
});

const jobsOf = (path: string) => workflows(WAVES).find((workflow) => workflow.path.endsWith(path))?.jobs ?? [];
const live = jobsOf('promote.yml');
const runs = (id: string, needs: Parameters<typeof holds>[1]['needs']): boolean =>
  holds(live.find(({ handle }) => handle.id === id)?.if?.code ?? 'undefined', { ref: 'refs/heads/main', needs });
const ok = (outputs: Record<string, string> = {}) => ({ result: 'success', outputs });
const before = { gate: ok(), 'adopt-api': ok() };

describe('a promotion into several clusters', () => {
  it('asks people once, and then takes one wave after the other', () => {
    expect(live.map((job) => `${job.handle.id} < ${needsOf(job).map(({ id }) => id)}`).slice(-6)).toEqual([
      'protection < adopt-api,try-record',
      'gate < adopt-api,protection',
      'live-api-wave-1 < adopt-api,gate',
      'live-api-after-wave-1 < adopt-api,live-api-wave-1',
      'live-api-wave-2 < adopt-api,gate,live-api-after-wave-1',
      'live-api-complete < adopt-api,gate,live-api-wave-2',
    ]);
  });

  it('starts the second wave only when every cluster of the first is complete', () => {
    expect(runs('live-api-wave-2', { ...before, 'live-api-after-wave-1': ok({ outcome: 'complete' }) })).toBe(true);
    for (const outcome of ['superseded', 'skipped', '']) {
      expect(runs('live-api-wave-2', { ...before, 'live-api-after-wave-1': ok({ outcome }) })).toBe(false);
    }
    for (const result of ['failure', 'cancelled', 'skipped']) {
      const outputs = { outcome: 'complete' };
      expect(runs('live-api-wave-2', { ...before, 'live-api-after-wave-1': { result, outputs } })).toBe(false);
    }
  });

  it('judges a bad wave, and none that never started', () => {
    expect(runs('live-api-after-wave-1', { 'live-api-wave-1': { result: 'failure' } })).toBe(true);
    expect(runs('live-api-after-wave-1', { 'live-api-wave-1': { result: 'skipped' } })).toBe(false);
  });
});

describe('for any waves', () => {
  const at = (location: string): GkeCluster => ({ ...WAVES.cluster, location });
  const arbitrary = fc
    .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 12 })
    .chain((places) =>
      fc.tuple(
        fc.constant(places),
        fc.array(fc.nat({ max: 3 }), { minLength: places.length, maxLength: places.length }),
        fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      ),
    );

  it('each cluster is rolled out by one leg, in the order that was written, and nothing overtakes a wave', () => {
    fc.assert(
      fc.property(arbitrary, ([places, cuts, parallel]) => {
        const order: GkeCluster[][] = [];
        places.forEach((place, index) => {
          const last = order.at(-1);
          if (last === undefined || cuts[index] === 0) order.push([at(place)]);
          else last.push(at(place));
        });
        const [first, ...others] = order.map((wave) => wave as unknown as Wave);
        if (first === undefined) return;
        const made = parallel === undefined ? waves(first, ...others) : atMost(parallel, waves(first, ...others));
        const [tier] = WAVES.tiers;
        if (tier === undefined) throw new Error('The delivery has a tier.');
        const file = generateWorkflows(delivery({ ...WAVES, tiers: [{ ...tier, clusters: made }] })).find(({ path }) =>
          path.endsWith('deploy.yml'),
        );
        const { jobs } = parse(file?.content ?? '') as {
          jobs: Record<string, { needs?: string[]; outputs?: object; strategy?: Strategy }>;
        };
        const matrices = Object.entries(jobs).filter(([, { strategy }]) => strategy !== undefined);
        expect(matrices.map(([, { strategy }]) => strategy?.matrix.include.map(({ location }) => location))).toEqual(
          order.map((wave) => wave.map(({ location }) => location)),
        );
        for (const [index, [id, { needs, outputs, strategy }]] of matrices.entries()) {
          expect(outputs).toBeUndefined();
          expect(strategy?.['max-parallel']).toBe(parallel);
          expect(strategy?.['fail-fast']).toBe(parallel === 1);
          if (index > 0) expect(needs).toContain(`try-api-after-wave-${index}`);
          const judge = index === matrices.length - 1 ? 'try-api-complete' : `try-api-after-wave-${index + 1}`;
          expect(jobs[judge]?.needs).toContain(id);
        }
      }),
      { numRuns: 40 },
    );
  });
});

interface Strategy {
  readonly 'fail-fast': boolean;
  readonly 'max-parallel'?: number;
  readonly matrix: { readonly include: readonly { readonly cluster: string; readonly location: string }[] };
}
