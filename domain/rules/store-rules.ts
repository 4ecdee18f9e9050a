import { assertNever } from '../brand.ts';
import { ALL } from '../per-tier.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import { databaseOf, type Store, storeParts } from '../store.ts';
import type { Tier } from '../tier.ts';
import type { Part } from './claim.ts';

/** @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases/create */
const DATABASE = /^[a-z][a-z0-9-]{2,61}[a-z0-9]$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LOCATION = /^[a-z]+(-[a-z]+)*\d+$/;

/** A store of a service in one tier, and the field that says it. */
interface Kept {
  readonly field: string;
  readonly service: Service;
  readonly tier: Tier;
  readonly store: Store;
}

/** Where services keep their data: in each tier, for longer than a process, and for that tier alone. */
export const storeProblems = (services: readonly Part<Service>[], tiers: readonly Part<Tier>[]): Problem[] => {
  const known = tiers.map(({ value }) => value);
  const kept = services.flatMap((part) => keptBy(part, known));
  return [
    ...services.flatMap((part) => [...formProblems(part), ...withoutStore(part, known)]),
    ...kept.flatMap(lostProblems),
    ...databaseProblems(kept),
  ];
};

function keptBy({ at, value: service }: Part<Service>, tiers: readonly Tier[]): readonly Kept[] {
  const parts = service.store === undefined ? [] : storeParts(service.store);
  return tiers.flatMap((tier) => {
    const said = parts.find(({ scope }) => scope === tier.name) ?? parts.find(({ scope }) => scope === ALL);
    return said === undefined ? [] : [{ field: `${at}.store${said.below}`, service, tier, store: said.value }];
  });
}

/** What is wrong with a store whatever the tier. */
const formProblems = ({ at, value: { store } }: Part<Service>): Problem[] =>
  (store === undefined ? [] : storeParts(store)).flatMap(({ below, value }) =>
    value.kind === 'firestore' && !LOCATION.test(value.location)
      ? [
          {
            field: `${at}.store${below}.location`,
            value: value.location,
            message: 'Wanted a location of Firestore: a region such as europe-west1, or nam5 or eur3.',
          },
        ]
      : [],
  );

/** Who says where data is says it for every tier: a process that is told nothing would choose itself. */
const withoutStore = ({ at, value: { store } }: Part<Service>, tiers: readonly Tier[]): Problem[] => {
  const scopes = store === undefined ? [ALL] : storeParts(store).map(({ scope }) => scope);
  return scopes.includes(ALL)
    ? []
    : tiers
        .filter(({ name }) => !scopes.includes(name))
        .map(({ name }) => ({
          field: `${at}.store`,
          value: name,
          message: `Nothing says where its data is in tier "${name}": say so, or what holds for every other tier under \`all\`.`,
        }));
};

function lostProblems({ field, service, tier, store }: Kept): Problem[] {
  switch (store.kind) {
    case 'firestore':
      return [];
    case 'memory':
      return tier.trust === 'unprotected'
        ? []
        : [
            {
              field,
              value: 'memory',
              message: `Service "${service.name}" would keep the data of tier "${tier.name}" in the memory of each pod, where it ends with the pod and no other pod has it: say firestore({ … }), for memory() is for tiers with trust: 'unprotected'.`,
            },
          ];
    default:
      return assertNever(store);
  }
}

/** A database has an id that Firestore takes, one place, and one tier. */
function databaseProblems(kept: readonly Kept[]): Problem[] {
  const first = new Map<string, Kept & { readonly location: string }>();
  return kept.flatMap((each) => {
    const { field, tier, store } = each;
    if (store.kind !== 'firestore') return [];
    const id = databaseOf(store, tier);
    const wrong = (message: string, part = 'database', value = store.database): Problem[] => [
      { field: `${field}.${part}`, value, message },
    ];
    if (!DATABASE.test(id) || UUID.test(id))
      return wrong(
        `The database of tier "${tier.name}" would be called "${id}", and Firestore takes 4 to 63 of a-z, 0-9 and "-" that begin with a letter, end with none of "-", and are no UUID. The one that it calls (default) is not used: it would be that of every tier.`,
      );
    const other = first.get(id);
    if (other === undefined) first.set(id, { ...each, location: store.location });
    else if (other.tier !== tier)
      return wrong(
        `"${id}" would be the database of tier "${tier.name}" and of tier "${other.tier.name}": begin one with another word.`,
      );
    else if (other.location !== store.location)
      return wrong(
        `The database "${id}" is in ${other.location} by ${other.field}, and it has one place.`,
        'location',
        store.location,
      );
    return [];
  });
}
