import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../domain/delivery.ts';
import { waves } from '../../../domain/waves.ts';
import { servicePolicy } from '../../../manifests-src/network/service-policy.ts';
import { platform } from '../../fixtures/platform.ts';

const [api] = platform.services;
/** Who is asked for names, as the policy of a service says it in production. */
function askedForNames(of = delivery(platform)): readonly string[] {
  const production = of.tiers.find(({ name }) => name === 'production');
  if (production === undefined) throw new Error('The platform has a tier "production".');
  const { spec } = servicePolicy(api, production, of);
  return (spec?.egress ?? [])
    .filter(({ ports }) => ports?.some(({ port }) => port === 53))
    .flatMap(({ to = [] }) => to)
    .map(({ ipBlock, podSelector }) => ipBlock?.cidr ?? podSelector?.matchLabels?.['k8s-app'] ?? 'everybody');
}
const NAMED = ['kube-dns', 'node-local-dns', '169.254.20.10/32', '169.254.169.254/32'];

describe('the policy of a service', () => {
  it('lets names be asked for at the resolvers that a cluster of Google’s may have, and nowhere else', () => {
    expect(askedForNames()).toEqual([...NAMED, '34.118.224.10/32']);
  });

  it('names the Service of a cluster that has a range of its own', () => {
    const cluster = { ...platform.cluster, dns: '10.8.0.10' };
    expect(askedForNames(delivery({ ...platform, cluster }))).toEqual([...NAMED, '10.8.0.10/32']);
  });

  it('names that of each cluster of the tier once', () => {
    const at = (location: string, dns: string) => ({ ...platform.cluster, name: 'prod', location, dns });
    const clusters = waves(
      [at('europe-west1', '10.8.0.10')],
      [at('us-east1', '10.9.0.10'), at('us-west1', '10.9.0.10')],
    );
    const tiers = platform.tiers.map((tier) => (tier.name === 'production' ? { ...tier, clusters } : tier));
    expect(askedForNames(delivery({ ...platform, tiers }))).toEqual([...NAMED, '10.8.0.10/32', '10.9.0.10/32']);
  });

  it.each(['10.8.0', '10.8.0.10/32', 'kube-dns', '::1', '10.8.0.010'])(
    'is refused where a cluster says that its Service kube-dns is at "%s"',
    (dns) => {
      expect(() => delivery({ ...platform, cluster: { ...platform.cluster, dns } })).toThrow(
        'Wanted the address of the Service kube-dns of this cluster, such as 10.8.0.10.',
      );
    },
  );

  it('lets no port but 443 and those of the metadata server leave the cluster', () => {
    const [, , production] = platform.tiers;
    if (production === undefined) throw new Error('The platform has three tiers.');
    const { spec } = servicePolicy(api, production, platform);
    const open = (spec?.egress ?? []).filter(({ to = [] }) => to.length === 0);
    expect(open).toEqual([]);
    const ranges = (spec?.egress ?? []).flatMap(({ to = [], ports = [] }) =>
      to.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : ports.map(({ port }) => `${ipBlock.cidr} ${port}`))),
    );
    expect(ranges.filter((each) => !each.endsWith(' 53'))).toEqual([
      '0.0.0.0/0 443',
      '::/0 443',
      '169.254.169.254/32 80',
      '169.254.169.252/32 988',
      '169.254.169.252/32 987',
    ]);
  });
});
