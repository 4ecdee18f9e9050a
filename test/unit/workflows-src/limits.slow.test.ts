import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limitOf } from '../../../catalogue/github-limits.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import type { GeneratedFile } from '../../../domain/generated-file.ts';
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

const lotIn = ({ path }: GeneratedFile): number => Number(/\.(\d+)\.yml$/.exec(path)?.[1] ?? 1);

/** Of more than three lots the first, the second and the last: names and numbers are all that differs between the others. */
function telling(files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  const last = Math.max(...files.map(lotIn));
  return files.filter((file) => [1, 2, last].includes(lotIn(file)));
}

function steps(count: number) {
  return Array.from({ length: count }, (_, index) => ({ percent: 2 * index + 1, pause: 60 as never }));
}

describe.each(SIZES)('a delivery with %s', (_size, delivery) => {
  let files: readonly GeneratedFile[] = [];
  beforeAll(() => {
    files = generateWorkflows(delivery).filter(({ path }) => path.startsWith('.github/workflows/'));
  });
  afterAll(() => {
    files = [];
  });

  it('has no file that GitHub does not start, and fills its files', () => {
    const sizes = files.map(({ content }) => Buffer.byteLength(content));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST);
    if (lotsOf(delivery).length > 2) expect(Math.max(...sizes)).toBeGreaterThan(MOST / 3);
  });

  it('is accepted by the parser of GitHub, file by file', async () => {
    for (const { path, content } of telling(files)) await expect(parse(path, content)).resolves.toBeDefined();
  });
});

it('what it takes to make them grows with services × tiers', async () => {
  const cost = async (services: number): Promise<number> => {
    const delivery = sized(services, 3);
    return await allocated(() => generateWorkflows(delivery));
  };
  await cost(50);
  // Four times as many: were it quadratic, sixteen times as much.
  expect((await cost(400)) / (await cost(100))).toBeLessThan(5);
});

it('four hundred services in five tiers leave no more behind than their files', async () => {
  await collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const files = generateWorkflows(sized(400, 5));
  await collectGarbage();
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  // What makes them holds ten times as much.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(2.5 * bytes);
});

/** Frees what nothing holds. V8's flags stay as they are: another flag makes it refuse all compiled code that this process remembers. */
async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}

/** Bytes that were asked of the heap: what was done, in a count that no other load of the machine changes. */
async function allocated(work: () => unknown): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 65_536,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  } as object);
  work();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  const sum = ({ selfSize, children }: (typeof profile)['head']): number =>
    selfSize + children.reduce((total, child) => total + sum(child), 0);
  return sum(profile.head);
}
