import { describe, expect, it } from '@jest/globals';
import { limitOf } from '../../../catalogue/github-limits.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { lotsOf } from '../../../domain/lots.ts';
import { canary } from '../../../domain/strategy.ts';
import { parse } from '../../../rehearsal/workflow/parse.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { clusters, lastIn, longNames } from './large-deliveries.ts';
import { type End, sized } from './sized.ts';

const MOST = limitOf('workflow-file-size');

const SIZES: readonly (readonly [string, Delivery])[] = [
  ...(
    [
      [26, 3, 'approved'],
      [57, 3, 'approved'],
      [78, 3, 'unasked'],
      [34, 5, 'approved'],
      [66, 3, 'unasked'],
      [50, 5, 'unasked'],
      [200, 3, 'approved'],
      [1000, 5, 'approved'],
    ] satisfies [number, number, End][]
  ).map(
    ([services, tiers, end]) => [`${services} services × ${tiers} tiers, ${end}`, sized(services, tiers, end)] as const,
  ),
  ['long names', sized(40, 3, 'unasked', { services: longNames(40) })],
  ['25 services × 40 clusters', lastIn(sized(25, 3), { clusters: clusters(40, 8) })],
  ['258 clusters in two waves', lastIn(sized(2, 3), { clusters: clusters(258, 129) })],
  ['a canary of many steps', lastIn(sized(60, 3), { rollout: canary({ steps: steps(40) }) })],
];

function steps(count: number) {
  return Array.from({ length: count }, (_, index) => ({ percent: 2 * index + 1, pause: 60 as never }));
}

describe.each(SIZES)('a delivery with %s', (_size, delivery) => {
  const files = generateWorkflows(delivery).filter(({ path }) => path.startsWith('.github/workflows/'));

  it('has no file that GitHub does not start, and fills its files', () => {
    const sizes = files.map(({ content }) => Buffer.byteLength(content));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST);
    if (lotsOf(delivery).length > 2) expect(Math.max(...sizes)).toBeGreaterThan(MOST / 3);
  });

  it('is accepted by the parser of GitHub, file by file in its fullest lot', async () => {
    const fullest = files.filter(({ path }) => !/\.([2-9]|\d\d+)\.yml$/.test(path));
    for (const { path, content } of fullest) await expect(parse(path, content)).resolves.toBeDefined();
  });
});

it('the time it takes grows with services × tiers', () => {
  const cost = (services: number): number => {
    const delivery = sized(services, 3);
    const before = process.cpuUsage();
    generateWorkflows(delivery);
    return process.cpuUsage(before).user;
  };
  cost(100);
  // Four times as many: were it quadratic, sixteen times as long.
  expect(cost(800) / cost(200)).toBeLessThan(8);
});
