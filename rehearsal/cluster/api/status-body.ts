import { StatusError } from '../object-store.ts';

/** An error as the API answers it. Anything that is not a `StatusError` is a fault of the rehearsal and says so.
 *  https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
export const statusBody = (error: unknown): { readonly code: number; readonly body: Record<string, unknown> } => {
  const known =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${error instanceof Error ? error.stack : String(error)}`,
        );
  return {
    code: known.code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: known.message,
      ...(known.reason === '' ? {} : { reason: known.reason }),
      ...(known.details === undefined ? {} : { details: known.details }),
      code: known.code,
    },
  };
};
