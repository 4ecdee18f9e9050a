import { createHash, timingSafeEqual } from 'node:crypto';
import { StatusError } from '../object-store.ts';

/** Who a bearer token stands for. Every known user may do everything; what a user may do is not simulated.
 *  @throws {StatusError} 401 for a missing or unknown token. */
export const authenticate = (authorization: string | undefined, tokens: ReadonlyMap<string, string>): string => {
  const given = /^Bearer\s+(.+)$/i.exec(authorization ?? '')?.[1];
  const found = [...tokens].find(([token]) => given !== undefined && sameSecret(token, given));
  if (found === undefined) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
  return found[1];
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
