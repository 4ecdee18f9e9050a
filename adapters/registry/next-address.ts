import { Refusal } from '../../domain/refusal.ts';
import { isTrustworthy } from './address.ts';

/** Where an answer leads that was asked for at `from`: HTTPS, or plain HTTP from this machine to this machine.
 *  @throws Refusal for anything else, and for an address that has a user or a password in it */
export function nextAddress(location: string, from: URL): URL {
  // The text itself is not repeated: nobody knows what is in it.
  if (!URL.canParse(location, from.href)) throw elsewhere(`${from.origin} sends us to something that is no address`);
  const next = new URL(location, from);
  if (next.username !== '' || next.password !== '')
    throw elsewhere(`${from.origin} sends us to ${next.origin} as somebody of its choice`);
  if (!isTrustworthy(next) || (from.protocol === 'https:' && next.protocol !== 'https:'))
    throw elsewhere(`${from.origin} sends us to ${next.origin}, which is not HTTPS`);
  return next;
}

/** Where an upload that was begun at `begun` goes on: at the same scheme, host and port, because bytes and credentials go there.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-monolithically */
export function uploadAddress(location: string, begun: URL): URL {
  const next = nextAddress(location, begun);
  if (next.origin === begun.origin) return next;
  throw elsewhere(`The upload wanted a place at ${begun.origin}, and was sent to ${next.origin}`);
}

const elsewhere = (what: string): Refusal =>
  new Refusal(
    'credentials-elsewhere',
    `${what}. Nothing was sent there. Name the registry by the address that it gives itself, or ask who runs it.`,
  );
