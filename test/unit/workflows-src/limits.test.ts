import { describe, expect, it } from '@jest/globals';
import { limitOf } from '../../../catalogue/github-limits.ts';
import { lotsOf } from '../../../domain/lots.ts';
import { setupFiles } from '../../../setup-src/setup-files.ts';
import { generateWorkflows, workflows } from '../../../workflows-src/workflows.ts';
import { platform } from '../../fixtures/platform.ts';
import { clusters, lastIn, longNames } from './large-deliveries.ts';
import { numbered, sized } from './sized.ts';

it.each([
  ['26 services × 3 tiers', sized(26, 3)],
  ['57 services × 3 tiers', sized(57, 3)],
  ['34 services × 5 tiers, the last without an approval', sized(34, 5, 'unasked')],
  ['long names', sized(40, 3, 'unasked', { services: longNames(40) })],
  ['258 clusters in two waves', lastIn(sized(2, 3), { clusters: clusters(258, 129) })],
])('no file of %s is larger than GitHub starts', (_size, delivery) => {
  for (const { content } of generateWorkflows(delivery))
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(limitOf('workflow-file-size'));
});

describe('services in lots', () => {
  const delivery = sized(70, 3);

  it('stand in one lot each, in the order of the delivery, and the first lot has the usual files', () => {
    const lots = lotsOf(delivery);
    expect(lots.flatMap(({ services }) => services)).toEqual(delivery.services);
    expect(lots.length).toBeGreaterThan(1);
    const paths = workflows(delivery).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const name of ['deploy.yml', 'promote.yml', 'rollback.2.yml'])
      expect(paths).toContain(`.github/workflows/${name}`);
    expect(lotsOf(platform)).toHaveLength(1);
  });

  it('stay where they are when another one comes behind them', () => {
    const more = lotsOf({ ...delivery, services: [...delivery.services, numbered(70)] });
    expect(more.flatMap(({ services }) => services).slice(0, 70)).toEqual(delivery.services);
    for (const { number, services } of lotsOf(delivery).slice(0, -1))
      expect(more[number - 1]?.services).toEqual(services);
  });

  it('are built and proven by the files of their own lot', () => {
    const made = generateWorkflows(delivery);
    const second = made.find(({ path }) => path.endsWith('/promote.2.yml'))?.content ?? '';
    expect(second).toContain('.github/workflows/deploy.2.yml@refs/heads/branch-2\n');
    expect(second).not.toContain('deploy.yml@');
    expect(second).toContain('gh workflow run promote.2.yml ');
    const built = made.find(({ path }) => path.endsWith('/build.2.yml'))?.content ?? '';
    expect(built).toContain('.github/workflows/deploy.2.yml@refs/heads/branch-1\n');
    expect(built).not.toMatch(/(deploy|build)\.yml/);
  });

  it('have room for every identity of the setup in a condition of a cloud', () => {
    const [script] = setupFiles(sized(45, 5));
    for (const file of ['deploy.yml', 'deploy.2.yml'])
      expect(script?.content).toContain(
        `'ai-agent-platform/ai-agent-platform/.github/workflows/${file}@refs/heads/branch-1'`,
      );
  });

  it('take room that grows with services × tiers', () => {
    const perPart = (
      [
        [50, 3],
        [200, 3],
        [50, 5],
        [100, 5],
      ] as const
    ).map(([services, tiers]) => {
      const bytes = generateWorkflows(sized(services, tiers)).reduce((sum, { content }) => sum + content.length, 0);
      return bytes / services / tiers;
    });
    expect(Math.max(...perPart) / Math.min(...perPart)).toBeLessThan(1.25);
  });
});

describe('what cannot be spread over lots', () => {
  it('is refused in the words of the delivery, with the bound and who sets it', () => {
    const many = lastIn(sized(2, 3), { clusters: clusters(258, 1) });
    expect(() => generateWorkflows(many)).toThrow(
      /tiers\[2\]\.clusters = "258 clusters in 258 waves": .*promote\.yml would have [\d,]+ bytes, and GitHub takes 512,000: .*Put more clusters into a wave/,
    );
  });

  it('is refused once for each file, and says which text is too long', () => {
    const [first, ...others] = sized(2, 3).services;
    if (first === undefined) throw new Error('There are two services.');
    const talking = { ...first, test: { ...first.test, command: 'x'.repeat(600_000) } };
    expect(() => generateWorkflows({ ...sized(2, 3), services: [talking, ...others] })).toThrow(
      /services\[0\]\.test\.command = "x{40}…": .*test\.yml would have/,
    );
  });
});
