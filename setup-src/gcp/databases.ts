import { podPrincipalOf } from '../../domain/identity.ts';
import { nameIn } from '../../domain/name-in-tier.ts';
import { type Database, databasesOf } from '../../domain/store.ts';
import type { Place } from './identities.ts';

/** A database of one tier. */
export interface TierDatabase {
  readonly name: string;
  readonly location: string;
  /** Whether nobody can delete it before they say so: that of a tier which anybody may push to is as short-lived as that tier. */
  readonly deleteProtection: boolean;
}

/** Pods of one service in one tier, and the one database that they may read and write. */
export interface PodIdentity {
  readonly service: string;
  readonly tier: string;
  readonly principal: string;
  readonly right: DatabaseRight;
}

export interface DatabaseRight {
  readonly kind: 'database';
  readonly database: string;
  readonly role: string;
  /** A database has no policy of its own: the right is given in the project, where this holds.
   *  @see https://firebase.google.com/docs/firestore/manage-databases#configure_per-database_access_permissions */
  readonly condition: string;
}

export const tierDatabases = ({ delivery }: Place): readonly TierDatabase[] =>
  databasesOf(delivery).map(({ id, location, tier }) => ({
    name: id,
    location,
    deleteProtection: tier.trust === 'protected',
  }));

export const podIdentities = ({ delivery, pool }: Place): readonly PodIdentity[] =>
  databasesOf(delivery).flatMap((database) =>
    database.services.map(({ name }) => ({
      service: name,
      tier: database.tier.name,
      principal: podPrincipalOf(pool, database.tier, nameIn(database.tier, name)),
      right: rightOn(database, pool.project),
    })),
  );

const rightOn = ({ id }: Database, project: string): DatabaseRight => ({
  kind: 'database',
  database: id,
  role: 'roles/datastore.user',
  condition: `resource.name == 'projects/${project}/databases/${id}'`,
});
