import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { setupFiles } from '../../../../setup-src/setup-files.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { DELIVERIES } from '../deliveries.ts';

const delivery = DELIVERIES['evidence in the cluster'];
if (delivery === undefined) throw new Error('There is no such delivery.');

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
const files = generateWorkflows(delivery).map(({ path, content }) => ({ path, file: parse(content) }));
const jobs = files.flatMap(({ path, file }) =>
  Object.entries<{ readonly steps?: readonly Step[] }>(file.jobs ?? {}).map(([id, { steps = [] }]) => ({
    ...{ path, id },
    uses: steps.flatMap(({ uses }) => uses?.replace(/@.*/, '') ?? []),
    evidence: steps.flatMap((step) => step.with?.['evidence'] ?? []),
  })),
);

describe('a delivery with its evidence in the cluster', () => {
  it('tells every step the namespace of the tier that says it', () => {
    const told = [...new Set(jobs.flatMap(({ evidence }) => evidence))].sort();
    expect(told).toEqual(['namespace:live', 'namespace:try-out']);
    const reads = jobs.filter(({ id }) => id === 'adopt-api').flatMap(({ evidence }) => evidence);
    expect(reads).toEqual(['namespace:try-out']);
  });

  it('gives access to the cluster to every job that is told one', () => {
    const without = jobs.filter(
      ({ evidence, uses }) => evidence.length > 0 && !uses.includes('google-github-actions/get-gke-credentials'),
    );
    expect(without).toEqual([]);
    expect(jobs.filter(({ id }) => id === 'try-record')).not.toEqual([]);
  });

  it('needs no repository of evidence, and gives no right on one', () => {
    const all = setupFiles(delivery)
      .map(({ content }) => content)
      .join('\n');
    expect(all).not.toContain('evidence-');
    expect(all).toContain('provenance');
  });
});
