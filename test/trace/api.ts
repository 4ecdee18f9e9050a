import type { Json, JsonObject } from './json.ts';

/** One answer of an API server. */
export interface Answer {
  readonly status: number;
  /** Parsed where it is JSON, the text itself otherwise. */
  readonly body: Json;
  /** Texts of `Warning` headers. */
  readonly warnings: readonly string[];
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** `application/json` unless given. */
  readonly contentType?: string;
  /** `application/json` unless given. */
  readonly accept?: string;
  /** As whom it is sent, if not as the kubeconfig says. */
  readonly as?: Impersonated;
}

/** Somebody as whom an administrator asks. */
export interface Impersonated {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** One line of a watch. */
export interface WatchEvent {
  readonly type: string;
  readonly object: JsonObject;
}

/** An API server as a trace case talks to it: verbs and paths, nothing between. Refusals are answers, not errors. */
export interface Api {
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  /** Leaving the loop closes the connection. Ends when the server ends it.
   *  @throws when nothing comes for two minutes, or the server answers with anything but a stream. */
  watch(path: string, query: Readonly<Record<string, string>>): AsyncIterable<WatchEvent>;
  close(): void;
}
