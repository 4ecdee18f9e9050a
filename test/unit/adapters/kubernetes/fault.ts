import type { IncomingHttpHeaders } from 'node:http';

/** What goes wrong with one request. */
export type Fault =
  /** The connection ends before an answer, by a reset where the protocol has one. */
  | { readonly kind: 'drop' }
  /** Nothing comes, ever. */
  | { readonly kind: 'stall' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The upstream's answer, ended properly in its middle. */
  | { readonly kind: 'truncated' }
  /** A watch that the upstream has answered ends after so many lines, in the middle of the next. */
  | { readonly kind: 'cut'; readonly lines: number }
  /** The upstream has answered, and nobody ever hears it. */
  | { readonly kind: 'lost'; readonly answered: () => void };

export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly isWatch: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly httpVersion: string;
  readonly clientCertificate: string | undefined;
}

export const statusAnswer = (status: number, reason: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status, reason, message: reason }),
});
