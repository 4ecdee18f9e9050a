import type { KeptDatabase, KeptDatabases } from './kept-databases.ts';
import type { Need, Resource } from './rights.ts';
import { textAt } from './sent.ts';

/** An answer of the API. */
export interface Said {
  readonly status: number;
  readonly body: unknown;
}

/** A call that is rehearsed: what it needs, and what it answers. */
export interface Asked {
  readonly needs: readonly Need[];
  answer(): Said;
}

interface Call {
  readonly method: string;
  /** Behind `/v1/`, decoded. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly body: unknown;
}

const BACKUP = 'firestore.googleapis.com/Backup';
const databaseOf = (name: string): Resource => ({ name, type: 'firestore.googleapis.com/Database' });
const RESTORE = 'type.googleapis.com/google.firestore.admin.v1.RestoreDatabaseMetadata';

/** Reads a call as Firestore would; `undefined` for what is not rehearsed of it.
 *  @see https://cloud.google.com/firestore/docs/reference/rest */
export function askedOf(
  kept: KeptDatabases,
  { method, path, search, body }: Call,
  now: () => number,
): Asked | undefined {
  const project = `projects/${kept.project}`;
  const of = { name: project, type: 'cloudresourcemanager.googleapis.com/Project' };
  const [, location] = /^projects\/[^/]+\/locations\/([^/]+)\/backups$/.exec(path) ?? [];
  const [, id, call = ''] = /^projects\/[^/]+\/databases\/([^/:]+)(.*)$/.exec(path) ?? [];
  if (!path.startsWith(`${project}/`)) return undefined;
  if (method === 'GET' && path === `${project}/databases`)
    return {
      needs: [['datastore.databases.list', of]],
      answer: () => ok({ databases: [...kept.databases.values()].map(shown) }),
    };
  if (method === 'GET' && location !== undefined)
    return { needs: [['datastore.backups.list', of]], answer: () => ok({ backups: backupsIn(kept, location) }) };
  if (method === 'POST' && path === `${project}/databases:restore`)
    return {
      needs: [
        ['datastore.backups.restoreDatabase', { name: textAt(body, 'backup'), type: BACKUP }],
        ['datastore.databases.create', databaseOf(`${project}/databases/${textAt(body, 'databaseId')}`)],
      ],
      answer: () => restored(kept, body, now()),
    };
  if (id === undefined) return undefined;
  const resource = databaseOf(`${project}/databases/${id}`);
  const database = kept.databases.get(id);
  const there = (answer: (found: KeptDatabase) => unknown) => (): Said =>
    database === undefined ? refused(404, 'NOT_FOUND', `Database '${id}' not found.`) : ok(answer(database));
  switch (`${method} ${call}`) {
    case 'DELETE ':
      return {
        needs: [['datastore.databases.delete', resource]],
        answer: there(({ name }) => {
          kept.databases.delete(id);
          return { name: `${name}/operations/delete`, done: true };
        }),
      };
    case 'GET /operations':
      return { needs: [['datastore.operations.list', resource]], answer: there((found) => operations(found, search)) };
    case 'POST /documents:listCollectionIds':
      return {
        needs: [['datastore.entities.list', resource]],
        answer: there(({ holds }) => ({ collectionIds: Object.keys(holds) })),
      };
    case 'POST /documents:runAggregationQuery':
      return {
        needs: [
          ['datastore.entities.get', resource],
          ['datastore.entities.list', resource],
        ],
        answer: there((found) => counted(found, body)),
      };
    default:
      return undefined;
  }
}

const ok = (body: unknown): Said => ({ status: 200, body });

export const refused = (status: number, code: string, message: string): Said => ({
  status,
  body: { error: { code: status, status: code, message } },
});

const shown = ({ name, uid, locationId, restored }: KeptDatabase) => ({
  ...{ name, uid, locationId, type: 'FIRESTORE_NATIVE' },
  ...(restored === undefined ? {} : { sourceInfo: { backup: { backup: restored.backup } } }),
});

const backupsIn = ({ backups }: KeptDatabases, location: string) =>
  backups
    .filter(({ name }) => name.includes(`/locations/${location}/`))
    .map(({ brings: _, ...backup }) => ({ ...backup, state: 'READY' }));

function restored(kept: KeptDatabases, body: unknown, now: number): Said {
  const id = textAt(body, 'databaseId');
  const copy = kept.restore(id, textAt(body, 'backup'), now);
  return copy === undefined
    ? refused(409, 'ALREADY_EXISTS', `Database '${id}' exists, or there is no such backup.`)
    : ok({ name: `${copy.name}/operations/restore` });
}

/** What has ended is listed only where it is asked for. Restores end at once here. */
const operations = ({ name, restored }: KeptDatabase, search: URLSearchParams) =>
  restored === undefined || search.get('filter') !== 'done:true'
    ? {}
    : {
        operations: [
          {
            name: `${name}/operations/restore`,
            done: true,
            metadata: { '@type': RESTORE, operationState: 'SUCCESSFUL', startTime: restored.startTime },
          },
        ],
      };

function counted({ holds }: KeptDatabase, body: unknown) {
  const id = textAt(body, 'structuredAggregationQuery', 'structuredQuery', 'from', 0, 'collectionId');
  const count = id === '' ? Object.values(holds).reduce((sum, each) => sum + each, 0) : (holds[id] ?? 0);
  return [{ result: { aggregateFields: { documents: { integerValue: String(count) } } } }];
}
