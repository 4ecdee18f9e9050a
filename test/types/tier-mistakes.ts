/** Names of tiers that no tier has. `@ts-expect-error` says that the compiler refuses it: the type check of the repository proves that. */
import { branch, type Delivery, delivery, firestore, memory, node, service, tier } from '../../index.ts';
import { platform } from '../fixtures/platform.ts';

const base = { name: 'api', path: 'api', port: 8000, test: node({ command: 'node --test' }) };
const tiers = [
  tier('dev', { from: branch('feature/**'), trust: 'unprotected' }),
  tier('live', { from: branch('main') }),
] as const;
const { registry, cluster } = platform;
const secret = { variable: 'KEY', secret: 'api', key: 'key' };

/** Each mistake by its name. */
export const MISTAKES: Readonly<Record<string, () => Delivery>> = {
  'of an environment': () => {
    const api = service({ ...base, environment: { all: { A: '1' }, lvie: { A: '2' } } });
    // @ts-expect-error there is no such tier
    return delivery({ registry, cluster, services: [api], tiers });
  },
  'of secrets': () => {
    const api = service({ ...base, secrets: { lvie: [secret] } });
    // @ts-expect-error there is no such tier
    return delivery({ registry, cluster, services: [api], tiers });
  },
  'of a store': () => {
    const api = service({ ...base, store: { all: firestore({ database: 'shop', location: 'eur3' }), dve: memory() } });
    // @ts-expect-error there is no such tier
    return delivery({ registry, cluster, services: [api], tiers });
  },
  'of resources': () => {
    const api = service({ ...base, resources: { lvie: { replicas: 3 } } });
    // @ts-expect-error there is no such tier
    return delivery({ registry, cluster, services: [api], tiers });
  },
};

/** What compiles: names that there are, texts for all tiers, and records whose names nobody knows. */
export const RIGHT = (unknown: Readonly<Record<string, Readonly<Record<string, string>>>>): readonly Delivery[] =>
  [
    service({
      ...base,
      environment: { all: { A: '1' }, live: { A: '2' } },
      secrets: { live: [secret] },
      store: { all: firestore({ database: 'shop', location: 'eur3' }), dev: memory() },
      resources: { dev: { replicas: 1 } },
    }),
    service({
      ...base,
      environment: { LEVEL: 'info' },
      secrets: [secret],
      store: firestore({ database: 'shop', location: 'eur3' }),
    }),
    service({ ...base, environment: unknown }),
    service(base),
  ].map((api) => delivery({ registry, cluster, services: [api], tiers }));
