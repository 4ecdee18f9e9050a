import type { Delivery } from '../../domain/delivery.ts';
import type { Problem } from '../../domain/problem.ts';
import { evidenceRepository } from '../../domain/registry.ts';
import { DRILL_PREFIX } from '../../domain/restore-drill/drill-name.ts';
import { DRILL_ENVIRONMENT, drilledDatabases } from '../../domain/restore-drill/drilled.ts';
import { databaseName } from '../../domain/restore-drill/observed.ts';
import { agePlaces } from '../../domain/restore-drill/watched-ages.ts';
import { DRILL_ROLE, roleName } from './custom-roles.ts';
import type { ConditionalRight, Right } from './rights.ts';

const [RESTORES, READS] = ['roles/datastore.restoreAdmin', 'roles/datastore.viewer'] as const;
const DATABASE = 'firestore.googleapis.com/Database';

/** A drill reads the databases it compares with, and counts and deletes its own copies. Of what is no database, that is of backups
 *  and of lists, it may restore and read.
 *  @see https://cloud.google.com/firestore/docs/security/iam#roles */
export function drillRights(delivery: Delivery, project: string): readonly Right[] {
  return [
    ...(agePlaces(delivery).length === 0 ? [] : [{ kind: 'project', role: TELLS } as const]),
    right(DRILL_ENVIRONMENT, roleName(project, DRILL_ROLE), copies(project)),
    right(DRILL_ENVIRONMENT, RESTORES, noDatabaseBut(copies(project))),
    ...drilledDatabases(delivery).map(({ id }) => right(id, READS, `resource.name == '${databaseName(project, id)}'`)),
  ];
}

/** What is a database must be a copy of a drill. */
const noDatabaseBut = (what: string): string => `resource.type != '${DATABASE}' || ${what}`;
const copies = (project: string): string => `resource.name.startsWith('${databaseName(project, DRILL_PREFIX)}')`;

const right = (title: string, role: string, condition: string): ConditionalRight => ({
  kind: 'conditional',
  title,
  role,
  condition,
});

/** Numbers are written to a project, and conditions know nothing of them: this role reads nothing and decides nothing. */
const TELLS = 'roles/monitoring.metricWriter';

/** Rights on data without a condition on the name, or by one that lets a drill do more to a tier's database than read it. */
export const drillProblems = (rights: readonly Right[], project: string): readonly Problem[] =>
  rights.flatMap((each) =>
    (each.kind === 'registry' && each.repository === evidenceRepository(DRILL_ENVIRONMENT)) ||
    (each.kind === 'project' && each.role === TELLS) ||
    (each.kind === 'conditional' && isBound(each, project))
      ? []
      : [
          {
            field: 'backup',
            value: each,
            message: `A drill may read databases, and write to ${DRILL_PREFIX}* alone: this right is for more than that.`,
          },
        ],
  );

function isBound({ role, condition }: ConditionalRight, project: string): boolean {
  switch (role) {
    case roleName(project, DRILL_ROLE):
      return condition === copies(project);
    case RESTORES:
      return condition === noDatabaseBut(copies(project));
    case READS:
      return /^resource\.name == '[^']+'$/.test(condition);
    default:
      return false;
  }
}
