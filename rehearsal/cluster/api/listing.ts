import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { StatusError } from '../object-store.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import { groupVersion } from '../storage/resource-type.ts';
import { badRequest, expired, invalidOptions, notSimulated } from '../storage/status-errors.ts';
import { forbiddenField } from '../storage/validation/problem.ts';
import type { ApiRequest } from './api-request.ts';
import { selectionOf } from './selection.ts';

/** One page of a list, before it is put into the form the client asked for. */
export interface Page {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly items: readonly KubernetesObject[];
}

interface Snapshot {
  readonly version: number;
  readonly rest: readonly KubernetesObject[];
}

const STALE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.';

/** Lists with `limit` and `continue`; all pages of one list show the same state.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks */
export const createListing = (store: ClusterStore): ((request: ApiRequest) => Page) => {
  const snapshots = new Map<string, Snapshot>();
  return (request) => {
    const token = request.query.get('continue') ?? '';
    // A negative limit is none.
    const limit = request.query.get('limit')?.startsWith('-') === true ? 0 : (wholeNumber(request, 'limit') ?? 0);
    const snapshot = token === '' ? fresh(store, request) : resume(store, snapshots, token);
    const size = limit === 0 ? snapshot.rest.length : limit;
    const rest = snapshot.rest.slice(size);
    const next = rest.length === 0 ? undefined : randomUUID();
    if (next !== undefined) snapshots.set(next, { version: snapshot.version, rest });
    return {
      metadata: {
        resourceVersion: String(snapshot.version),
        ...(next === undefined ? {} : { continue: next }),
        // Nobody counts what a selector has not looked at.
        ...(next === undefined || isSelecting(request) ? {} : { remainingItemCount: rest.length }),
      },
      items: snapshot.rest.slice(0, size),
    };
  };
};

const isSelecting = ({ query }: ApiRequest): boolean =>
  Boolean(query.get('labelSelector')) || Boolean(query.get('fieldSelector'));

const fresh = (store: ClusterStore, request: ApiRequest): Snapshot => {
  assertVersionCanBeServed(store, request);
  return { version: store.currentVersion(), rest: store.list(request.type).filter(selectionOf(request)) };
};

const resume = (store: ClusterStore, snapshots: Map<string, Snapshot>, token: string): Snapshot => {
  const snapshot = snapshots.get(token);
  if (snapshot === undefined) throw badRequest(`continue key is not valid: ${JSON.stringify(token)}`);
  try {
    store.history.assertCovers(snapshot.version);
  } catch {
    throw expired(STALE);
  }
  return snapshot;
};

const assertVersionCanBeServed = (store: ClusterStore, request: ApiRequest): void => {
  const asked = versionOf(request, (problem) => badRequest(`invalid resource version: ${problem}`));
  const match = request.query.get('resourceVersionMatch');
  const current = store.currentVersion();
  if (match !== null && !request.query.get('resourceVersion'))
    throw invalidOptions(
      'ListOptions',
      forbiddenField('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
    );
  if (asked > current)
    throw new StatusError(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    });
  if (match !== 'Exact' || asked === current) return;
  store.history.assertCovers(asked);
  throw notSimulated(
    `lists of an earlier state (resourceVersion=${asked} with resourceVersionMatch=Exact of ${groupVersion(request.type)} ${request.type.resource})`,
    'Ask without resourceVersionMatch=Exact.',
  );
};

/** The version that a list or watch asks for; 0 when it does not. */
export const versionOf = ({ query }: ApiRequest, refuse: (problem: string) => Error): number => {
  const text = query.get('resourceVersion') ?? '';
  if (/^\d*$/.test(text)) return Number(text);
  const shown = JSON.stringify(text);
  throw refuse(`resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`);
};

/** A parameter that must be a whole number. @throws {StatusError} 400. */
export const wholeNumber = (request: ApiRequest, name: string): number | undefined => {
  const text = request.query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text)) throw badRequest(`the parameter ${name}=${JSON.stringify(text)} is not a whole number`);
  return Number(text);
};
