import type { Delivery } from '../../domain/delivery.ts';
import { drillTier } from '../../domain/restore-drill/drilled.ts';

/** A role that the project makes for itself: where each of the cloud's own allows more than is needed. */
export interface CustomRole {
  /** @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.roles: no dashes */
  readonly id: string;
  readonly title: string;
  readonly permissions: readonly string[];
}

/** What a drill does with its copies: counts them and deletes them. Of the cloud's roles only `datastore.owner` deletes databases, and that
 *  one also writes documents, and says who else may.
 *  @see https://cloud.google.com/firestore/docs/security/iam#required_permissions_for_api_methods */
export const DRILL_ROLE: CustomRole = {
  id: 'sluiceRestoreDrill',
  title: 'Sluice: counts and deletes copies of restore drills',
  permissions: ['datastore.databases.delete', 'datastore.entities.get', 'datastore.entities.list'],
};

export const customRoles = (delivery: Delivery): readonly CustomRole[] =>
  drillTier(delivery) === undefined ? [] : [DRILL_ROLE];

/** As policies name it. */
export const roleName = (project: string, { id }: Pick<CustomRole, 'id'>): string => `projects/${project}/roles/${id}`;
