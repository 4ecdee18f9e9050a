import type { Readable } from 'node:stream';

export interface HttpRequest {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  /** From the root of the server, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Stays open; short calls must not wait for it. */
  readonly stream?: true;
  /** Called when the request has a connection: waiting for one is not the server's time. */
  readonly sent?: () => void;
}

/** The head of an answer, whatever its status, and the body as it comes. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

/** One server by one version of HTTP, with its connections. */
export interface Transport {
  /** How many streams may be open at once; further ones would wait for ever. */
  readonly streams: number;
  /** `false` when the next request needs a new transport. */
  readonly usable: boolean;
  /** @throws when the connection cannot be made or breaks before the head of the answer. */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): void;
}

/** Why a request was given up: nothing came. A connection that brought nothing at all meanwhile is taken for dead. */
export class Silent extends Error {
  override readonly name = 'Silent';
}

export const headerOf = ({ headers }: HttpResponse, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};
