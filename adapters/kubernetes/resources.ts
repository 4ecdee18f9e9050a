import { Refusal, type Resource } from '../../engine/rollout/cluster.ts';
import { knownResource } from '../../engine/rollout/known-kinds.ts';
import { recordsAt, textAt } from '../../engine/rollout/object-parts.ts';
import type { ApiClient } from './api-client.ts';
import { parse } from './api-client.ts';

/** Which path a kind has: from the table, else asked once per group and version. */
export class Resources {
  readonly #client: ApiClient;
  readonly #asked = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** @returns `undefined` when the server knows no such kind. */
  async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const known = knownResource(apiVersion, kind);
    if (known !== undefined) return known;
    const asked = this.#asked.get(apiVersion) ?? this.#discover(apiVersion);
    this.#asked.set(apiVersion, asked);
    const resource = (await asked).get(kind);
    // A definition may bring it any moment.
    if (resource === undefined) this.#asked.delete(apiVersion);
    return resource;
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    try {
      const { body } = await this.#client.call({ method: 'GET', path: rootOf(apiVersion) });
      const resources = recordsAt(parse(body), 'resources').map((each) => ({
        name: textAt(each, 'name') ?? '',
        kind: textAt(each, 'kind') ?? '',
        namespaced: each['namespaced'] === true,
      }));
      return new Map(
        resources
          .filter(({ name }) => !name.includes('/'))
          .map(
            ({ name, kind, namespaced }) =>
              [kind, { plural: name, scope: namespaced ? 'Namespaced' : 'Cluster' }] as const,
          ),
      );
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return new Map();
      this.#asked.delete(apiVersion);
      throw error;
    }
  }
}

/** @see https://kubernetes.io/docs/reference/using-api/#api-groups */
export const rootOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
