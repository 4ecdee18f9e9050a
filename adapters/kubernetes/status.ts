import { Refusal } from '../../engine/rollout/cluster.ts';

interface Status {
  readonly kind?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

/** The API server's `Status` as our exception; conflicts of server-side apply name manager and field.
 *  @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts */
export function refusalOf(status: number, body: unknown): Refusal {
  const { reason = '', message = `HTTP ${status}`, details }: Status = isStatus(body) ? body : {};
  const conflicts = (details?.causes ?? [])
    .filter((cause) => cause.reason === 'FieldManagerConflict')
    .map(({ message: text = '', field = '' }) => ({
      manager: /conflict with "([^"]*)"/.exec(text)?.[1] ?? text,
      field,
    }));
  return new Refusal(status, reason, message.replace(WHOLE_PATCH, ''), conflicts);
}

/** Of a patch that makes no valid object the server prints the whole object, before it says what is wrong. Nobody reads that, and it may hold
 *  what is secret. @see https://github.com/kubernetes/apiserver/blob/v0.36.3/pkg/endpoints/handlers/patch.go */
const WHOLE_PATCH = /"" is invalid: patch: Invalid value: "(?:[^"\\]|\\.)*": /;

export const isStatus = (body: unknown): body is Status =>
  typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'Status';
