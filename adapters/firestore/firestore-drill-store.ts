import type { DrillName } from '../../domain/restore-drill/drill-name.ts';
import { parseDrillName } from '../../domain/restore-drill/drill-name.ts';
import {
  type Counts,
  databaseName,
  type MadeBackup,
  type Restoring,
  type StoredDatabase,
} from '../../domain/restore-drill/observed.ts';
import type { DrillStore } from '../../engine/restore-drill/ports.ts';
import { field, text } from '../github/narrow.ts';
import type { GoogleApi } from '../google/google-api.ts';
import { GoogleError } from '../google/google-error.ts';
import { restoringOf } from './restore-operation.ts';

/** Databases and backups of one project of Google Cloud. */
export class FirestoreDrillStore implements DrillStore {
  readonly #api: GoogleApi;
  readonly #project: string;

  constructor(api: GoogleApi, project: string) {
    this.#api = api;
    this.#project = project;
  }

  async databases(): Promise<readonly StoredDatabase[]> {
    const found = await this.#get(`projects/${this.#project}/databases`, 'databases');
    return found.map((each) => ({
      name: wanted(each, 'name'),
      uid: wanted(each, 'uid'),
      location: wanted(each, 'locationId'),
      restoredFrom: text(field(field(each, 'sourceInfo'), 'backup'), 'backup'),
    }));
  }

  async backups(location: string): Promise<readonly MadeBackup[]> {
    const found = await this.#get(`projects/${this.#project}/locations/${location}/backups`, 'backups');
    return found.map((each) => ({
      name: wanted(each, 'name'),
      database: wanted(each, 'database'),
      databaseUid: wanted(each, 'databaseUid'),
      snapshotAt: momentOf(wanted(each, 'snapshotTime')),
      ready: text(each, 'state') === 'READY',
    }));
  }

  /** Operations that have ended are listed only where they are asked for. */
  async restoring(copy: DrillName): Promise<Restoring | undefined> {
    const path = `${databaseName(this.#project, copy)}/operations`;
    return restoringOf([
      ...(await this.#get(path, 'operations')),
      ...(await this.#get(path, 'operations', { filter: 'done:true' })),
    ]);
  }

  async restore(backup: string, into: DrillName): Promise<void> {
    const { name } = parseDrillName(into);
    const body = { databaseId: name, backup };
    await this.#api.call({
      method: 'POST',
      path: `projects/${this.#project}/databases:restore`,
      body,
      repeat: 'never',
    });
  }

  /** One that is gone already is as was wanted. */
  async remove(copy: DrillName): Promise<void> {
    const { name } = parseDrillName(copy);
    try {
      await this.#api.call({ method: 'DELETE', path: databaseName(this.#project, name), repeat: 'on-trouble' });
    } catch (error) {
      if (!(error instanceof GoogleError && error.status === 404)) throw error;
    }
  }

  async counts(database: string, at?: number): Promise<Counts> {
    const path = `${databaseName(this.#project, database)}/documents`;
    const moment = at === undefined ? {} : { readTime: new Date(at).toISOString() };
    const ids = await this.#api.pages(
      { method: 'POST', path: `${path}:listCollectionIds`, body: { pageSize: 300, ...moment }, repeat: 'on-trouble' },
      'collectionIds',
    );
    const collections: Record<string, number> = {};
    for (const id of ids.filter((each) => typeof each === 'string').sort())
      collections[id] = await this.#count(path, { collectionId: id }, moment);
    return { total: await this.#count(path, { allDescendants: true }, moment), collections };
  }

  /** @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/runAggregationQuery */
  async #count(path: string, from: object, moment: object): Promise<number> {
    const answer = await this.#api.call({
      method: 'POST',
      path: `${path}:runAggregationQuery`,
      body: {
        structuredAggregationQuery: {
          structuredQuery: { from: [from] },
          aggregations: [{ alias: 'documents', count: {} }],
        },
        ...moment,
      },
      repeat: 'on-trouble',
    });
    const results = (Array.isArray(answer) ? answer : []).map((each) =>
      field(field(each, 'result'), 'aggregateFields'),
    );
    const [count] = results.flatMap((fields) => text(field(fields, 'documents'), 'integerValue') ?? []);
    if (count === undefined || !/^\d+$/.test(count))
      throw new GoogleError(`${path} was counted, and the answer has no number. Run this again.`, undefined);
    return Number(count);
  }

  #get(path: string, items: string, query: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
    return this.#api.pages({ method: 'GET', path, query, repeat: 'on-trouble' }, items);
  }
}

function wanted(value: unknown, name: string): string {
  const found = text(value, name);
  if (found !== undefined && found !== '') return found;
  throw new GoogleError(
    `Firestore has listed something without "${name}". Nothing is decided by half a list: run this again.`,
    undefined,
  );
}

function momentOf(time: string): number {
  const found = Date.parse(time);
  if (!Number.isNaN(found)) return found;
  throw new GoogleError(
    `A backup is of "${time}", which is no time. Nothing is decided by it: run this again.`,
    undefined,
  );
}
