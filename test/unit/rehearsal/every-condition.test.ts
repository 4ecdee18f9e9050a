import { describe, expect, it } from '@jest/globals';
import { lotsOf } from '../../../domain/lots.ts';
import { claimsExpression } from '../../../rehearsal/cloud/claims-expression.ts';
import { platform } from '../../fixtures/platform.ts';
import { withServiceAccounts } from '../setup-src/service-accounts.ts';
import { filesOf } from '../setup-src/setup-of.ts';
import { admits, tokenOf } from '../setup-src/token.ts';
import { identitiesIn } from '../setup-src/told-identities.ts';
import { DELIVERIES } from '../workflows-src/deliveries.ts';
import { sized } from '../workflows-src/sized.ts';

const LOTS = sized(70, 3, 'approved', { tiers: platform.tiers });
const SHAPES = {
  'the demo': platform,
  'files with a prefix': { ...platform, workflowPrefix: 'sluice-' },
  'with service accounts': withServiceAccounts(),
  'several lots': LOTS,
  'several lots, five tiers': sized(50, 5),
  ...DELIVERIES,
};

describe.each(Object.entries(SHAPES))('conditions of a delivery: %s', (_, delivery) => {
  const { identities } = identitiesIn(filesOf(delivery).identities);

  it('use nothing but ==, in, &&, ||, startsWith and has', () => {
    for (const { condition } of identities) {
      const bare = condition.replace(/'[^']*'/g, "''").replace(/assertion\.[a-z_]+(?=[^a-z_])/g, 'claim');
      expect(bare).toMatch(/^(claim|''|false|==|in|&&|\|\||startsWith|has|[\s().,[\]])+$/);
    }
  });

  it('are conditions that the rehearsal evaluates, as long as a cloud takes', async () => {
    for (const { condition, mapping } of identities) {
      expect(condition.length).toBeLessThanOrEqual(4096);
      await expect(claimsExpression(condition)).resolves.toBeDefined();
      await expect(claimsExpression(mapping['google.subject'])).resolves.toBeDefined();
    }
  });
});

describe('several lots', () => {
  const { identities } = identitiesIn(filesOf(LOTS).identities);
  const admitted = (...given: Parameters<typeof tokenOf>): string[] =>
    identities.filter(({ condition }) => admits(condition, tokenOf(...given))).map(({ name }) => name);
  const [main, topic] = ['refs/heads/main', 'refs/heads/feature/x'];
  const production = { ref: main, event: 'push', environment: 'production' };

  it('are in the files that there are, and in no others', () => {
    expect(lotsOf(LOTS).length).toBeGreaterThan(1);
    for (const lot of ['', '.2']) {
      expect(admitted({ ...production, file: `promote${lot}.yml` })).toEqual(['tier-production']);
      expect(admitted({ ref: main, event: 'push', file: `build${lot}.yml` })).toEqual(['build-protected']);
      expect(admitted({ ref: topic, event: 'push', file: `deploy${lot}.yml`, environment: 'dev' })).toEqual([
        'tier-dev',
      ]);
    }
    for (const lot of ['.1', `.${lotsOf(LOTS).length + 1}`, '.evil', '.2.yml@refs/heads/main#'])
      for (const file of [`promote${lot}.yml`, `promote${lot}`]) expect(admitted({ ...production, file })).toEqual([]);
    expect(admitted({ ref: topic, event: 'push', file: 'deploy.evil.yml', environment: 'dev' })).toEqual([]);
  });
});
