import type { ResourceType } from '../storage/resource-type.ts';
import type { User } from './user.ts';

/** A request that names a collection or an object of one. */
export interface ApiRequest {
  readonly method: string;
  readonly user: User;
  readonly type: ResourceType;
  /** `undefined`: all namespaces, or a cluster-wide kind. */
  readonly namespace: string | undefined;
  /** `undefined`: the collection. */
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a handler answers: one JSON document. Streams (watch, log) write to the connection themselves. */
export interface ApiAnswer {
  readonly code: number;
  readonly body: unknown;
  readonly warnings?: readonly string[];
}

export const flag = (query: URLSearchParams, name: string): boolean => ['true', '1'].includes(query.get(name) ?? '');
