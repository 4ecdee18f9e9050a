import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { LogSource } from '../log-source.ts';
import { StatusError } from '../object-store.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import { notFound, notSimulated } from '../storage/status-errors.ts';
import { type ApiAnswer, type ApiRequest, flag } from './api-request.ts';
import type { Authorizer } from './authorization/authorizer.ts';
import { assertMayGrant } from './authorization/granting.ts';
import { mediaType, readObject } from './body.ts';
import type { Credentials } from './credentials.ts';
import { validatedFields } from './field-validation.ts';
import { createListing } from './listing.ts';
import { APPLY } from './patching.ts';
import { streamLog } from './pod-log.ts';
import { representationFor } from './representation.ts';
import { review } from './reviews.ts';
import { scaleOf } from './scale.ts';
import { assertSubresource } from './subresources.ts';
import { tokenRequest } from './token-request.ts';
import { createWatching } from './watching.ts';
import { create, patch, remove, replace } from './writing.ts';

/** Parts the dispatcher works with. */
export interface DispatchParts {
  readonly store: ClusterStore;
  readonly clock: Clock;
  readonly logs: LogSource | undefined;
  readonly credentials: Credentials;
  readonly authorizer: Authorizer;
}

/** Answers a request that names a collection, and that may be made. @returns `undefined` when the answer is streamed to `response`. */
export type Dispatch = (request: ApiRequest, response: ServerResponse) => ApiAnswer | undefined;

export const createDispatch = ({ store, clock, logs, credentials, authorizer }: DispatchParts): Dispatch => {
  const listing = createListing(store);
  const watching = createWatching(store, clock);

  const representationOf = ({ headers, query }: ApiRequest) =>
    representationFor(headers['accept'], query.get('includeObject'), () => clock.now());

  const read: Dispatch = (request, response) => {
    const { type, namespace = '', name, subresource, query } = request;
    const representation = () => representationOf(request);
    if (type.support === 'review') throw methodNotAllowed();
    if (name === undefined || flag(query, 'watch')) {
      if (!flag(query, 'watch')) return { code: 200, body: representation().many(type, listing(request)) };
      watching(request, representation(), response);
      return undefined;
    }
    const found = store.get(type, namespace, name);
    if (found === undefined) throw notFound(type, name);
    if (subresource === 'log') {
      if (logs === undefined)
        throw notSimulated('container logs without a kubelet', 'Start the API server with a log source.');
      streamLog(request, found, logs, clock.now(), response);
      return undefined;
    }
    return { code: 200, body: subresource === 'scale' ? scaleOf(found) : representation().one(type, found) };
  };

  return (request, response) => {
    assertSubresource(request);
    // What cannot be answered is not done either.
    if (request.method !== 'GET') representationOf(request);
    assertMayGrant(request);
    switch (request.method) {
      case 'GET':
        return read(request, response);
      case 'POST':
        if (request.subresource === 'token') return tokenRequest(store, request, credentials);
        if (request.name !== undefined) throw methodNotAllowed();
        return request.type.support === 'review' ? reviewed(request, credentials, authorizer) : create(store, request);
      case 'PUT':
        if (request.name === undefined) throw methodNotAllowed();
        return replace(store, request);
      case 'PATCH':
        if (request.name === undefined) throw methodNotAllowed();
        assertMayCreate(store, request, authorizer);
        return patch(store, request);
      case 'DELETE':
        if (request.subresource !== undefined || (request.name === undefined && request.type.kind === 'Namespace'))
          throw methodNotAllowed();
        return remove(store, request);
      default:
        throw methodNotAllowed();
    }
  };
};

/** Whoever applies what is not there creates it, and has to have that right, too.
 *  @throws {StatusError} 403 */
const assertMayCreate = (store: ClusterStore, request: ApiRequest, authorizer: Authorizer): void => {
  const { user, type, namespace = '', name = '', subresource = '' } = request;
  if (mediaType(request) !== APPLY || store.get(type, namespace, name) !== undefined) return;
  const { group, resource } = type;
  authorizer.assert(user, { kind: 'resource', verb: 'create', group, resource, subresource, namespace, name });
};

const reviewed = (request: ApiRequest, credentials: Credentials, authorizer: Authorizer): ApiAnswer => {
  const { object, warnings } = validatedFields(readObject(request), request);
  return { code: 201, body: review(request.type, object, { user: request.user, credentials, authorizer }), warnings };
};

const methodNotAllowed = (): StatusError =>
  new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
