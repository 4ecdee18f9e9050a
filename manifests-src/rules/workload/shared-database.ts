import { textOf } from '../read/fields.ts';
import { containersOf, environmentOf, podsOf } from '../read/pods.ts';
import { type Finding, found, type Manifest, type ManifestRule, type Tree } from '../tree.ts';

/** Tests of one tier must not write what another tier lives on. */
export const sharedDatabase: ManifestRule = {
  id: 'shared-database',
  why: 'Where staging and production are given one database, the tests of staging write into the data of production.',
  example: 'FIRESTORE_PROJECT with one value in the pods of staging and of production, and no FIRESTORE_DATABASE',
  fix: 'Give each tier a database of its own, and its pods the right to that one alone.',
  source: 'https://cloud.google.com/firestore/docs/manage-databases',
  judge: (tree, all) => {
    const others = all.filter((other) => other !== tree).flatMap(storesOf);
    return tree.isProduction ? storesOf(tree).flatMap((store) => shared(store, others)) : [];
  },
};

interface Store {
  readonly tree: Tree;
  readonly of: Manifest;
  readonly path: string;
  /** What decides which database it is. */
  readonly address: string;
  readonly shown: string;
}

const PROJECT = /^(?:FIRESTORE_PROJECT(?:_ID)?|GOOGLE_CLOUD_PROJECT|GCP_PROJECT|GCLOUD_PROJECT)$/;
const FIRESTORE_DATABASE = /^FIRESTORE_DATABASE(?:_ID)?$/;
const ADDRESS =
  /^(?:DATABASE_URL|DATABASE_HOST|DB_HOST|DB_URL|POSTGRES_HOST|PGHOST|MYSQL_HOST|MONGO(?:DB)?_(?:URI|URL)|REDIS_(?:HOST|URL))$/;

const storesOf = (tree: Tree): readonly Store[] =>
  podsOf(tree)
    .flatMap((pods) => containersOf(pods))
    .flatMap((container) => {
      const given = environmentOf(container).map(({ name, fields }) => ({ name, value: textOf(fields['value']) }));
      const saidBy = (names: RegExp) => given.find(({ name, value }) => names.test(name) && value !== undefined);
      const place = { tree, of: container.pods.of, path: `${container.path}.env` };
      const addresses = given
        .filter(({ name, value }) => ADDRESS.test(name) && value !== undefined)
        .map(({ name, value }) => ({ ...place, address: value ?? '', shown: name }));
      const project = saidBy(PROJECT);
      const database = saidBy(FIRESTORE_DATABASE);
      const usesFirestore = given.some(({ name }) => name.startsWith('FIRESTORE_'));
      if (!usesFirestore || project === undefined) return addresses;
      const address = `${project.value}/${database?.value ?? '(default)'}`;
      return [...addresses, { ...place, address, shown: database?.name ?? project.name }];
    });

const shared = (store: Store, others: readonly Store[]): readonly Finding[] => {
  const other = others.find(({ address }) => address === store.address);
  if (other === undefined) return [];
  return [found(store.of, store.path, `gives ${store.shown} the database that "${other.tree.name}" is given, too`)];
};
