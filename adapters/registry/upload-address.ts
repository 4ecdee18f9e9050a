import { elsewhere, nextAddress } from '../http/next-address.ts';

/** Where an upload that was begun at `begun` goes on: at the same scheme, host and port, because bytes and credentials go there.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-monolithically */
export function uploadAddress(location: string, begun: URL): URL {
  const next = nextAddress(location, begun);
  if (next.origin === begun.origin) return next;
  throw elsewhere(`The upload wanted a place at ${begun.origin}, and was sent to ${next.origin}`);
}
