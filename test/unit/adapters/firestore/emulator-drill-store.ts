import { join } from 'node:path';
import { FirestoreDrillStore } from '../../../../adapters/firestore/firestore-drill-store.ts';
import { GoogleApi } from '../../../../adapters/google/google-api.ts';
import { FIRESTORE } from '../../../../adapters/google/google-service.ts';
import { type DrillName, parseDrillName } from '../../../../domain/restore-drill/drill-name.ts';
import {
  type Counts,
  databaseName,
  idOf,
  type MadeBackup,
  type Restoring,
  type StoredDatabase,
} from '../../../../domain/restore-drill/observed.ts';
import type { DrillStore } from '../../../../engine/restore-drill/ports.ts';

interface Place {
  readonly project: string;
  readonly database: string;
}

export const PLACE = 'local';

/** A drill's ports over Firestore's emulator, which knows neither backups nor databases: it exports into folders, and imports what it has
 *  exported into a database *of the same id* alone. So a copy lies in another project, that of its own name, and nobody outside sees it. */
export class EmulatorDrillStore implements DrillStore {
  /** What became of restores; ended ones where nothing is said. */
  restored: Restoring = { state: 'done' };
  readonly #host: string;
  readonly #folder: string;
  readonly #project: string;
  readonly #sources: readonly string[];
  readonly #backups: MadeBackup[] = [];
  readonly #copies = new Map<DrillName, { readonly place: Place; readonly backup: string }>();

  constructor(
    { host, folder }: { readonly host: string; readonly folder: string },
    project: string,
    sources: readonly string[],
  ) {
    this.#host = host;
    this.#folder = folder;
    this.#project = project;
    this.#sources = sources;
  }

  async databases(): Promise<readonly StoredDatabase[]> {
    const of = (id: string, restoredFrom: string | undefined): StoredDatabase => ({
      name: databaseName(this.#project, id),
      uid: `uid-${id}`,
      location: PLACE,
      restoredFrom,
    });
    return [
      ...this.#sources.map((id) => of(id, undefined)),
      ...[...this.#copies].map(([id, { backup }]) => of(id, backup)),
    ];
  }

  async backups(): Promise<readonly MadeBackup[]> {
    return this.#backups;
  }

  async restoring(copy: DrillName): Promise<Restoring | undefined> {
    return this.#copies.has(copy) ? this.restored : undefined;
  }

  async restore(backup: string, into: DrillName): Promise<void> {
    const { name } = parseDrillName(into);
    const made = this.#backups.find((each) => each.name === backup);
    if (made === undefined || this.#copies.has(name)) throw new Error(`There is no ${backup}, or ${name} is there.`);
    const place = { project: name, database: idOf(made.database) };
    const id = idOf(backup);
    await this.#emulator('POST', `projects/${name}:import`, {
      database: databaseName(place.project, place.database),
      exportDirectory: join(this.#folder, id, `${id}.overall_export_metadata`),
    });
    this.#copies.set(name, { place, backup });
  }

  async remove(copy: DrillName): Promise<void> {
    const { name } = parseDrillName(copy);
    const { project, database } = this.#placeOf(name);
    await this.#emulator('DELETE', `${databaseName(project, database)}/documents`);
    this.#copies.delete(name);
  }

  async counts(database: string, at?: number): Promise<Counts> {
    return await this.held(this.#placeOf(database), at);
  }

  /** What lies somewhere in the emulator, whether or not it is known as a copy. */
  async held({ project, database }: Place, at?: number): Promise<Counts> {
    const api = new GoogleApi(FIRESTORE, { token: 'owner', url: `http://${this.#host}` });
    return await new FirestoreDrillStore(api, project).counts(database, at);
  }

  /** Makes a backup of what a database holds now. @param age milliseconds that it is said to be old */
  async backUp(database: string, age = 0): Promise<MadeBackup> {
    const id = `b${this.#backups.length}`;
    await this.#emulator('POST', `projects/${this.#project}:export`, {
      database: databaseName(this.#project, database),
      exportDirectory: this.#folder,
      exportName: id,
    });
    const made: MadeBackup = {
      name: `projects/${this.#project}/locations/${PLACE}/backups/${id}`,
      database: databaseName(this.#project, database),
      databaseUid: `uid-${database}`,
      snapshotAt: Date.now() - age,
      ready: true,
    };
    this.#backups.push(made);
    return made;
  }

  /** @param path of the document, from the root of the database or of the copy */
  async write(database: string, path: string): Promise<void> {
    await this.#documents('PATCH', database, path, { fields: { of: { stringValue: database } } });
  }

  async erase(database: string, path: string): Promise<void> {
    await this.#documents('DELETE', database, path);
  }

  #placeOf(database: string): Place {
    const copy = [...this.#copies].find(([name]) => name === database);
    return copy?.[1].place ?? { project: this.#project, database };
  }

  async #documents(method: string, database: string, path: string, body?: object): Promise<void> {
    const { project, database: id } = this.#placeOf(database);
    await this.#send(method, `v1/${databaseName(project, id)}/documents/${path}`, body);
  }

  async #emulator(method: string, path: string, body?: object): Promise<void> {
    await this.#send(method, `emulator/v1/${path}`, body);
  }

  async #send(method: string, path: string, body?: object): Promise<void> {
    const { ok, status } = await fetch(`http://${this.#host}/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!ok) throw new Error(`${method} ${path} was answered ${status}.`);
  }
}
