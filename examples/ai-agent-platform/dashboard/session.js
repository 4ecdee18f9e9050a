import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NAME = 'session';
const HOURS = 12;

/** Sessions of visitors: the key that they signed in with, sealed into a cookie, so that no pod keeps anything and every pod can read it.
 *  @param {string | undefined} secret without one they end with the process */
export function createSessions(secret) {
  const key = Buffer.from(hkdfSync('sha256', secret ?? randomBytes(32), '', 'sessions of the dashboard', 32));
  return {
    /** @returns the value of `Set-Cookie` */
    begin(apiKey, secure) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = JSON.stringify({ apiKey, until: Date.now() + HOURS * 3_600_000 });
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return cookie(sealed.toString('base64url'), HOURS * 3600, secure);
    },
    end: (secure) => cookie('', 0, secure),
    /** The visitor's API key, or `undefined` for whoever has no session that this tier began. */
    keyOf(header) {
      const value = /(?:^|;\s*)session=([\w-]{40,4096})(?:;|$)/.exec(header ?? '')?.[1];
      if (value === undefined) return undefined;
      try {
        const sealed = Buffer.from(value, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
        decipher.setAuthTag(sealed.subarray(-16));
        const text = decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
        const { apiKey, until } = JSON.parse(text);
        return until > Date.now() ? apiKey : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

const cookie = (value, seconds, secure) =>
  `${NAME}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
