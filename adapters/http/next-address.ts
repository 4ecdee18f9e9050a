import { Refusal } from '../../domain/refusal.ts';
import { isTrustworthy } from './trustworthy.ts';

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

/** A refusal to send anything there. */
export const elsewhere = (what: string): Refusal =>
  new Refusal(
    'credentials-elsewhere',
    `${what}. Nothing was sent there. Name it by the address that it gives itself, or ask who runs it.`,
  );
