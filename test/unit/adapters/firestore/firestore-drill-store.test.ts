import { afterEach, describe, expect, it } from '@jest/globals';
import { FirestoreDrillStore } from '../../../../adapters/firestore/firestore-drill-store.ts';
import { restoringOf } from '../../../../adapters/firestore/restore-operation.ts';
import { type DrillName, drillName } from '../../../../domain/restore-drill/drill-name.ts';
import { type Said, scriptedGoogle } from '../google/scripted-google.ts';

const COPY = drillName('agents-production', Date.parse('2026-12-01'));
const BACKUP = 'projects/p/locations/eur3/backups/b1';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function storeOf(script: Readonly<Record<string, readonly Said[]>>) {
  const { api, close, ...seen } = await scriptedGoogle(script);
  closing.push(close);
  return { store: new FirestoreDrillStore(api, 'p'), ...seen };
}

const counted = (count: string): Said => ({
  body: [{ result: { aggregateFields: { documents: { integerValue: count } } } }],
});

describe('Firestore', () => {
  it('lists databases and backups', async () => {
    const { store, asked } = await storeOf({
      'GET /v1/projects/p/databases': [
        {
          body: {
            databases: [
              { name: 'projects/p/databases/a', uid: 'u1', locationId: 'eur3' },
              {
                name: `projects/p/databases/${COPY}`,
                uid: 'u2',
                locationId: 'eur3',
                sourceInfo: { backup: { backup: BACKUP } },
              },
            ],
          },
        },
      ],
      'GET /v1/projects/p/locations/eur3/backups': [
        {
          body: {
            backups: ['READY', 'CREATING'].map((state) => ({
              ...{ name: BACKUP, database: 'projects/p/databases/a', databaseUid: 'u1', state },
              snapshotTime: '2026-12-01T01:00:00.123456Z',
            })),
          },
        },
      ],
    });
    expect((await store.databases()).map(({ uid, restoredFrom }) => [uid, restoredFrom])).toEqual([
      ['u1', undefined],
      ['u2', BACKUP],
    ]);
    expect(
      (await store.backups('eur3')).map(({ ready, snapshotAt }) => [ready, new Date(snapshotAt).toISOString()]),
    ).toEqual([
      [true, '2026-12-01T01:00:00.123Z'],
      [false, '2026-12-01T01:00:00.123Z'],
    ]);
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer ya29.secret', 'Bearer ya29.secret']);
  });

  it('counts each collection and all documents, at the moment that is asked for, whatever the pages', async () => {
    const documents = 'projects/p/databases/a/documents';
    const { store, asked } = await storeOf({
      [`POST /v1/${documents}:listCollectionIds`]: [
        { body: { collectionIds: ['users'], nextPageToken: 't' } },
        { body: { collectionIds: ['agents'] } },
      ],
      [`POST /v1/${documents}:runAggregationQuery`]: [counted('4'), counted('2'), counted('9')],
    });
    expect(await store.counts('a', Date.parse('2026-12-01T01:00:00Z'))).toEqual({
      total: 9,
      collections: { agents: 4, users: 2 },
    });
    expect(asked.map(({ body }) => body)).toEqual([
      { pageSize: 300, readTime: '2026-12-01T01:00:00.000Z' },
      { pageSize: 300, readTime: '2026-12-01T01:00:00.000Z', pageToken: 't' },
      ...[{ collectionId: 'agents' }, { collectionId: 'users' }, { allDescendants: true }].map((from) => ({
        structuredAggregationQuery: {
          structuredQuery: { from: [from] },
          aggregations: [{ alias: 'documents', count: {} }],
        },
        readTime: '2026-12-01T01:00:00.000Z',
      })),
    ]);
  });

  it('begins a restore once, even where there was no good answer', async () => {
    const path = 'POST /v1/projects/p/databases:restore';
    const { store, asked } = await storeOf({ [path]: [{ status: 503 }] });
    await expect(store.restore(BACKUP, COPY)).rejects.toThrow(/databases:restore was answered 503/);
    expect(asked.map(({ body }) => body)).toEqual([{ databaseId: COPY, backup: BACKUP }]);
  });

  it('deletes a copy, and is content when it is gone', async () => {
    const { store, asked } = await storeOf({ [`DELETE /v1/projects/p/databases/${COPY}`]: [{}, { status: 404 }] });
    await store.remove(COPY);
    await store.remove(COPY);
    expect(asked).toHaveLength(2);
  });

  it.each([
    'agents-production',
    'agents-staging',
    '(default)',
    '',
    '..',
    'restore-drill-x',
    'restore-drill-',
    'restore-drill-20261201',
    'restore-drill-20261201-',
    'restore-drill-20261331-agents-production',
    'restore-drill-2026-12-01-agents-production',
    'RESTORE-DRILL-20261201-agents-production',
    `${COPY}\n`,
    ` ${COPY}`,
    `x${COPY}`,
    `${COPY}/../agents-production`,
    `${COPY}/documents`,
    `${COPY}:exportDocuments`,
    `${COPY}?x=agents-production`,
    `${COPY}#agents-production`,
    `agents-production/${COPY}`,
    `projects/p/databases/${COPY}`,
    `restore-drill-20261201-${COPY}`,
    '%2e%2e%2fagents-production',
  ])('is never asked to write to %j', async (bent) => {
    const { store, asked } = await storeOf({});
    await expect(store.remove(bent as DrillName)).rejects.toThrow(/no copy of a restore drill/);
    await expect(store.restore(BACKUP, bent as DrillName)).rejects.toThrow(/no copy of a restore drill/);
    expect(asked).toEqual([]);
  });

  it('is asked again while it is in trouble, and says what it says without the token', async () => {
    const path = 'GET /v1/projects/p/databases';
    const { store, waits } = await storeOf({
      [path]: [{ status: 503 }, { status: 429, headers: { 'retry-after': '3' } }, {}],
    });
    expect(await store.databases()).toEqual([]);
    expect(waits).toEqual([500, 3000]);
    const denied = await storeOf({
      [path]: [{ status: 403, body: { error: { status: 'PERMISSION_DENIED', message: 'no\n::stop' } } }],
    });
    await expect(denied.store.databases()).rejects.toThrow(
      'GET /v1/projects/p/databases was answered 403 (PERMISSION_DENIED: no ::stop). The identity of the drill lacks this right: run the setup again.',
    );
  });

  it.each<[string, Said]>([
    ['a place that does not answer', { body: { databases: [], unreachable: ['projects/p/locations/eur3'] } }],
    ['a database without a name', { body: { databases: [{ uid: 'u', locationId: 'eur3' }] } }],
    ['what is no JSON', { body: '<html>' }],
  ])('decides nothing by %s', async (_, said) => {
    const { store } = await storeOf({ 'GET /v1/projects/p/databases': [said] });
    await expect(store.databases()).rejects.toThrow(/Run this again|run this again/);
  });

  it('decides nothing by a count that is none', async () => {
    const documents = 'POST /v1/projects/p/databases/a/documents';
    const { store } = await storeOf({
      [`${documents}:listCollectionIds`]: [{}],
      [`${documents}:runAggregationQuery`]: [counted('-1')],
    });
    await expect(store.counts('a')).rejects.toThrow(/has no number/);
  });

  it('tells of a restore that has ended only where it is asked for those', async () => {
    const path = `GET /v1/projects/p/databases/${COPY}/operations`;
    const done = { done: true, metadata: { '@type': 'x.RestoreDatabaseMetadata', operationState: 'SUCCESSFUL' } };
    const { store } = await storeOf({ [path]: [{}], [`${path}?filter=done:true`]: [{ body: { operations: [done] } }] });
    expect(await store.restoring(COPY)).toEqual({ state: 'done' });
  });
});

describe('the operations of a copy', () => {
  const operation = (more: object, metadata: object = {}) => ({
    metadata: { '@type': 'type.googleapis.com/google.firestore.admin.v1.RestoreDatabaseMetadata', ...metadata },
    ...more,
  });
  const startTime = '2026-12-01T03:00:00Z';
  const at = Date.parse(startTime);

  it.each([
    [[], undefined],
    [[{ metadata: { '@type': 'x.IndexOperationMetadata' }, done: true }], undefined],
    [[operation({}, { startTime })], { state: 'running', startedAt: at }],
    [[operation({})], { state: 'running', startedAt: 0 }],
    [[operation({ done: true })], { state: 'done' }],
    [[operation({ done: true, error: { message: 'no room' } })], { state: 'failed', says: 'no room' }],
    [[operation({ done: true }, { operationState: 'FAILED' })], { state: 'failed', says: 'its operation is FAILED.' }],
    [[operation({}, { operationState: 'CANCELLING' })], { state: 'failed', says: 'its operation is CANCELLING.' }],
    [[operation({ done: true }), operation({}, { startTime })], { state: 'running', startedAt: at }],
  ])('%j are %j', (operations, state) => {
    expect(restoringOf(operations)).toEqual(state);
  });
});
