import { text } from 'node:stream/consumers';
import { messageOf } from '../../domain/error-message.ts';
import { type ObjectList, Refusal, Unreachable, type WatchEvent } from '../../engine/rollout/cluster.ts';
import { numberAt, partAt, textAt } from '../../engine/rollout/object-parts.ts';
import { isAnswer } from './answers.ts';
import { type ApiClient, parse } from './api-client.ts';
import { Gap } from './gap.ts';
import { type HttpResponse, Silent } from './http.ts';
import { lines } from './lines.ts';
import { backoff } from './retry.ts';
import { isStatus, refusalOf } from './status.ts';

export interface Followed {
  readonly client: ApiClient;
  /** @param onTrouble hears of every try that is followed by another. */
  list(onTrouble: (failure: Error) => void): Promise<ObjectList>;
  /** Path of a list of one object: the cheapest question whose answer is as current as a watch. */
  readonly probePath: string;
  /** Path of the watch from a version on. */
  watchPath(resourceVersion: string, seconds: number): string;
  readonly listener: (event: WatchEvent) => void;
  readonly signal: AbortSignal;
}

/** The server ends a watch after this time; a little less each time, so that watches do not end together. */
const WATCH_SECONDS = 290;
/** Bookmarks come about once a minute: a stream that is silent longer is dead. */
const SILENCE = 90_000;
/** The head of an answer comes at once, even when nothing happens. */
const HEAD_WITHIN = 15_000;
/** What gets no stream, because the server takes one connection for each, is asked this often. */
const POLL = 15_000;
/** Between two connections, so that a server that is there again is seen soon. */
const LONGEST_PAUSE = 4_000;
const FOREVER_REFUSED: readonly number[] = [400, 403, 404, 405];

/** List, watch, and again: quietly where only the stream ended or the version is too old, with `lost` where the server
 *  cannot be seen. A watch continues from the last version it saw, so nothing is told twice and nothing is missed.
 *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */
export async function follow(followed: Followed): Promise<void> {
  const { client, list, watchPath, listener, signal } = followed;
  let version: string | undefined;
  let failures = 0;
  const gap = new Gap(client, listener, signal);
  const lost = (failure: Error) => gap.lost(failure.message);
  while (!signal.aborted) {
    try {
      gap.begin();
      if (version === undefined) {
        const listed = await list(lost);
        if (signal.aborted) return;
        gap.end();
        listener({ type: 'listed', ...listed });
        version = listed.resourceVersion;
      }
      const giveBack = await client.connection.takeStream();
      // The list may have been all that somebody waited for; an abort that has been is not heard any more.
      if (signal.aborted) return giveBack?.();
      if (giveBack === undefined) {
        version = undefined;
        failures = 0;
        await client.sleep(POLL, signal);
        continue;
      }
      const began = client.clock.now();
      const path = watchPath(version, WATCH_SECONDS - Math.floor(client.random() * 50));
      const seen = await watchOnce(followed, path, version, gap).finally(giveBack);
      gap.begin();
      // What was cut is listed again: quicker than a lost version is noticed, and as cheap.
      version = seen.isCut && seen.version === version ? undefined : seen.version;
      failures = client.clock.now() - began < 1_000 ? failures + 1 : 0;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refusal && FOREVER_REFUSED.includes(error.status)) {
        listener({ type: 'refused', refusal: error });
        return;
      }
      if (error instanceof Refusal && error.status === 410) version = undefined;
      else {
        lost(error instanceof Error ? error : new Error(String(error)));
        // A list is always right; a version may not be known to the server that answers next.
        if (!(error instanceof Unreachable)) version = undefined;
      }
      failures++;
    }
    if (failures > 0 && !signal.aborted)
      await client.sleep(Math.min(LONGEST_PAUSE, backoff(failures - 1, client.random())), signal);
  }
  gap.end();
}

interface Watched {
  /** To go on from. */
  readonly version: string;
  /** It did not end by itself. */
  readonly isCut: boolean;
}

/** Watches until the stream ends. A stream that was open and is cut is no failure: the next connection shows whether the server is
 *  there. @throws when it was never open, or the server said no */
async function watchOnce(
  { client, probePath, listener, signal }: Followed,
  path: string,
  from: string,
  gap: Gap,
): Promise<Watched> {
  const silence = new AbortController();
  const end = () => silence.abort();
  let heard = client.clock.now();
  const silent = () => {
    gap.begin(heard);
    silence.abort(new Silent(`nothing came for ${SILENCE / 1000} s`));
  };
  signal.addEventListener('abort', end, { once: true });
  let stop = client.clock.after(SILENCE, silent);
  let closed = () => {};
  let version = from;
  let isOpen = false;
  let isCut = false;
  try {
    const response = await connect(client, path, silence.signal);
    gap.end();
    isOpen = true;
    listener({ type: 'found' });
    closed = client.pulse.watch({
      path: probePath,
      cut(failure, since) {
        gap.begin(since);
        gap.lost(`${client.connection.server} gives no answer`);
        silence.abort(failure);
      },
    });
    for await (const line of lines(response.body)) {
      stop();
      stop = client.clock.after(SILENCE, silent);
      heard = client.clock.now();
      client.pulse.word();
      const event = parse(line);
      const [type, object] = [textAt(event, 'type'), partAt(event, 'object')];
      if (type === 'ERROR') throw refusalOf(numberAt(object, 'code') ?? 500, object);
      if (!isAnswer(object))
        throw new Unreachable(`${client.connection.server} sent a watch event that is no JSON object.`);
      version = object.metadata.resourceVersion ?? version;
      if (type !== 'BOOKMARK') client.pulse.event();
      if (type === 'DELETED') listener({ type: 'gone', object });
      else if (type === 'ADDED' || type === 'MODIFIED') listener({ type: 'changed', object });
      else if (type !== 'BOOKMARK')
        throw new Unreachable(`${client.connection.server} sent a watch event of type "${type}".`);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (!isOpen && !silence.signal.aborted) throw broken(client, error);
    isCut = true;
  } finally {
    closed();
    stop();
    silence.abort();
    signal.removeEventListener('abort', end);
  }
  return { version, isCut };
}

async function connect(client: ApiClient, path: string, signal: AbortSignal): Promise<HttpResponse> {
  for (let tries = 1; ; tries++) {
    const response = await headOf(client, path, signal);
    const { status } = response;
    if (status === 200) return response;
    const body = parse(await text(response.body));
    if (status === 401 && tries === 1) client.connection.reload();
    else if (status === 401) throw new Unreachable(client.unauthorized());
    else if (status === 410 || FOREVER_REFUSED.includes(status)) throw refusalOf(status, body);
    else
      throw new Unreachable(
        isStatus(body) ? refusalOf(status, body).message : `${client.connection.server} answers HTTP ${status}.`,
      );
  }
}

async function headOf(client: ApiClient, path: string, signal: AbortSignal): Promise<HttpResponse> {
  const abort = new AbortController();
  const end = () => abort.abort(signal.reason);
  const late = new Silent(`no answer within ${HEAD_WITHIN / 1000} s`);
  let stop = () => {};
  const sent = () => {
    stop = client.clock.after(HEAD_WITHIN, () => abort.abort(late));
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await client.connection.send({ method: 'GET', path, signal: abort.signal, stream: true, sent });
  } catch (cause) {
    throw abort.signal.reason === late ? broken(client, late) : cause;
  } finally {
    stop();
  }
}

const broken = (client: ApiClient, cause: unknown): Unreachable =>
  cause instanceof Unreachable
    ? cause
    : new Unreachable(`The watch of ${client.connection.server} broke: ${messageOf(cause)}.`, { cause });
