import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { StoreEvent } from '../object-store.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import type { RecordedEvent } from '../storage/history.ts';
import { groupVersion } from '../storage/resource-type.ts';
import { invalidOptions, plainFailure } from '../storage/status-errors.ts';
import { forbiddenField, notSupported } from '../storage/validation/problem.ts';
import { type ApiRequest, flag } from './api-request.ts';
import { versionOf, wholeNumber } from './listing.ts';
import type { Representation } from './representation.ts';
import { selectionOf } from './selection.ts';
import { statusBody } from './status-body.ts';

/** A client that reads slower than this is cut off instead of filling the memory. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;
/** A real server sends a bookmark about once a minute. */
const BOOKMARK_MILLISECONDS = 60_000;
/** Without `timeoutSeconds` a real server picks 30 to 60 minutes. */
const DEFAULT_TIMEOUT_SECONDS = 1800;

/** Streams the changes of a collection as one JSON document a line.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */
export const createWatching =
  (store: ClusterStore, clock: Clock) =>
  (request: ApiRequest, representation: Representation, response: ServerResponse): void => {
    const selected = selectionOf(request);
    const start = versionOf(request, plainFailure);
    const seconds = wholeNumber(request, 'timeoutSeconds') ?? DEFAULT_TIMEOUT_SECONDS;
    const bookmarks = flag(request.query, 'allowWatchBookmarks');
    const initialEvents = assertInitialEventsAreAskedRightly(request);

    const send = (type: string, object: unknown): void => {
      if (response.writableEnded) return;
      response.write(`${JSON.stringify({ type, object })}\n`);
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    };
    const tell = (type: StoreEvent['type'], object: KubernetesObject): void =>
      send(type, representation.one(request.type, object));
    const bookmark = (annotations?: Record<string, string>): void =>
      send('BOOKMARK', {
        kind: request.type.kind,
        apiVersion: groupVersion(request.type),
        metadata: {
          resourceVersion: String(store.currentVersion()),
          ...(annotations === undefined ? {} : { annotations }),
        },
      });
    const relay = (entry: RecordedEvent): void => {
      const { key } = entry.event;
      if (key.group !== request.type.group || key.resource !== request.type.resource) return;
      const type = seenAs(entry, selected);
      if (type !== undefined) tell(type, entry.event.object);
    };

    response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
    response.flushHeaders();
    try {
      if (start === 0 || initialEvents)
        for (const object of store.list(request.type).filter(selected)) tell('ADDED', object);
      else for (const entry of store.history.since(start)) relay(entry);
    } catch (error) {
      // Too old: the answer has begun, so the error comes as an event, as from a real server.
      send('ERROR', statusBody(error).body);
      response.end();
      return;
    }
    if (initialEvents) bookmark({ 'k8s.io/initial-events-end': 'true' });
    const stopFollowing = store.history.follow(relay);
    const stopTimeout = clock.after(seconds * 1000, () => response.end());
    let stopBookmarks = (): void => {};
    const scheduleBookmark = (): void => {
      stopBookmarks = clock.after(BOOKMARK_MILLISECONDS, () => {
        bookmark();
        scheduleBookmark();
      });
    };
    if (bookmarks) scheduleBookmark();
    response.on('close', () => {
      stopFollowing();
      stopTimeout();
      stopBookmarks();
    });
  };

/** An object that a change brings into the selection is new to the watcher, one that it takes out is gone. */
const seenAs = (
  { event, previous }: RecordedEvent,
  selected: (object: KubernetesObject) => boolean,
): StoreEvent['type'] | undefined => {
  const before = previous !== undefined && selected(previous);
  const after = event.type !== 'DELETED' && selected(event.object);
  if (after) return before ? 'MODIFIED' : 'ADDED';
  return before ? 'DELETED' : undefined;
};

/** Streaming lists: https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists */
const assertInitialEventsAreAskedRightly = ({ query }: ApiRequest): boolean => {
  const asked = query.has('sendInitialEvents');
  const match = query.get('resourceVersionMatch');
  if (asked && match !== 'NotOlderThan')
    throw invalidOptions(
      'ListOptions',
      forbiddenField('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'),
      ...(match === null ? [] : [notSupported('resourceVersionMatch', match, ['NotOlderThan'])]),
    );
  if (!asked && match !== null)
    throw invalidOptions(
      'ListOptions',
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
    );
  return flag(query, 'sendInitialEvents');
};
