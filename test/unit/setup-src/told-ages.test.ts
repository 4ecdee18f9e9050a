import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../domain/delivery.ts';
import { agePlaces } from '../../../domain/restore-drill/watched-ages.ts';
import { waves } from '../../../domain/waves.ts';
import { observedPlatform, stackPlatform } from '../../fixtures/observed-platform.ts';
import { readHcl } from './read-hcl.ts';
import { flag, runScript } from './run-script.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { identitiesIn } from './told-identities.ts';
import { withBackups } from './with-databases.ts';

const ROLE = 'roles/monitoring.metricWriter';
const AGENT = { '*container*clusters*describe*': { says: 'True' } };
const holders = (delivery: Delivery) =>
  identitiesIn(filesOf(delivery).identities).identities.flatMap(({ name, rights }) =>
    rights.some((right) => right.kind === 'project' && right.role === ROLE) ? [name] : [],
  );

describe('ages of backups are told', () => {
  const { script, terraform } = filesOf(withBackups(observedPlatform));

  it('by the identity of the drill alone, which needs a service of the cloud for it', () => {
    expect(holders(withBackups(observedPlatform))).toEqual(['restore-drill']);
    const { calls, status, said } = runScript(script, { ...AGENT, ...EMPTY });
    expect({ status, said }).toEqual({ status: 0, said: '' });
    const given = calls.filter((call) => flag(call, '--role') === ROLE);
    expect(given.map((call) => [flag(call, '--member')?.replace(/^.*subject/, ''), flag(call, '--condition')])).toEqual(
      [['/731846205/restore-drill', 'None']],
    );
    const planned = readHcl(terraform).filter(({ attributes }) => attributes.get('role') === ROLE);
    expect(planned.map(({ labels }) => labels[1])).toEqual(['restore-drill_monitoring_metricWriter']);
    expect(script).toContain('monitoring.googleapis.com');
    expect(terraform).toContain('monitoring.googleapis.com');
  });

  it('of the databases of tiers that are watched, in each cluster of the tier', () => {
    const delivery = withBackups(observedPlatform);
    const { cluster } = delivery;
    const places = (of: Delivery) =>
      agePlaces(of).map((each) => [each.database, each.location, each.cluster, each.namespace].join(' '));
    expect(places(delivery)).toEqual([
      'agents-staging asia-northeast3 ai-agent-cluster staging',
      'agents-production asia-northeast3 ai-agent-cluster production',
    ]);
    const observability = observedPlatform.observability;
    if (observability === undefined) throw new Error('The platform is not watched.');
    expect(places({ ...delivery, observability: { ...observability, tiers: ['production'] } })).toEqual([
      'agents-production asia-northeast3 ai-agent-cluster production',
    ]);
    const tiers = delivery.tiers.map((tier) =>
      tier.name === 'production'
        ? { ...tier, clusters: waves([cluster], [{ ...cluster, name: 'second', location: 'europe-west1' }]) }
        : tier,
    );
    expect(places({ ...delivery, tiers }).slice(1)).toEqual([
      'agents-production asia-northeast3 ai-agent-cluster production',
      'agents-production europe-west1 second production',
    ]);
  });

  it.each<[string, Delivery]>([
    ['nothing is watched', withBackups()],
    ['nothing is backed up', observedPlatform],
    ['a Prometheus of its own collects, which nobody could tell', withBackups(stackPlatform)],
  ])('to nobody where %s', (_, delivery) => {
    expect(agePlaces(delivery)).toEqual([]);
    expect(holders(delivery)).toEqual([]);
    expect(Object.values(filesOf(delivery)).join('\n')).not.toContain('monitoring.googleapis.com');
  });
});
