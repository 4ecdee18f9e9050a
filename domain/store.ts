import type { Delivery } from './delivery.ts';
import { ALL, type PerTier, type TierPart, tierParts } from './per-tier.ts';
import type { Service } from './service.ts';
import type { Tier } from './tier.ts';

/** Where a service keeps its data. */
export type Store = FirestoreStore | MemoryStore;
/** One kind for all tiers, or one for each. */
export type Stores = Store | PerTier<Store>;

/** Firestore, with one database for each tier, which the pods of the tier share and nobody else may reach. */
export interface FirestoreStore {
  readonly kind: 'firestore';
  /** What the names of its databases begin with; behind it stands the name of the tier. Services that say the same share them. */
  readonly database: string;
  /** Where they are: a region, or a multi-region such as eur3. It cannot be changed. */
  readonly location: string;
}
export const firestore = (store: Omit<FirestoreStore, 'kind'>): FirestoreStore => ({ kind: 'firestore', ...store });

/** Each process has data of its own, which ends with it. */
export interface MemoryStore {
  readonly kind: 'memory';
}
export const memory = (): MemoryStore => ({ kind: 'memory' });

export const STORE_KINDS = ['firestore', 'memory'] as const satisfies readonly Store['kind'][];

const isStore = (given: Stores): given is Store => 'kind' in given && typeof given.kind === 'string';

export const storeParts = (stores: Stores): readonly TierPart<Store>[] => tierParts<Store>(stores, isStore);

/** The store of a service in one tier; `undefined` where it says none. */
export function storeIn({ store }: Pick<Service, 'store'>, tier: string): Store | undefined {
  const parts = store === undefined ? [] : storeParts(store);
  return (parts.find(({ scope }) => scope === tier) ?? parts.find(({ scope }) => scope === ALL))?.value;
}

/** The id of a tier's database. */
export const databaseOf = ({ database }: FirestoreStore, { name }: Pick<Tier, 'name'>): string => `${database}-${name}`;

/** A database that a delivery needs, and the services whose pods share it. */
export interface Database {
  readonly id: string;
  readonly location: string;
  readonly tier: Tier;
  readonly services: readonly Service[];
}

/** Each database once, in the order of tiers. */
export function databasesOf({ services, tiers }: Pick<Delivery, 'services' | 'tiers'>): readonly Database[] {
  const found = new Map<string, Database>();
  for (const tier of tiers)
    for (const service of services) {
      const store = storeIn(service, tier.name);
      if (store?.kind !== 'firestore') continue;
      const id = databaseOf(store, tier);
      const sharing = found.get(id)?.services ?? [];
      found.set(id, { id, location: store.location, tier, services: [...sharing, service] });
    }
  return [...found.values()];
}
