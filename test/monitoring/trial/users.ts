import { setTimeout as delay } from 'node:timers/promises';
import { must } from '../../demo/check.ts';
import { KEYS } from '../../demo/ground.ts';

/** A user who asks again a fifth of a second after each answer, for as long as nobody ends it. */
export async function keepAsking(
  url: string,
  until: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  while (!until.aborted) {
    await fetch(url, { redirect: 'manual', headers: { 'X-API-Key': KEYS.ada, ...headers } }).then(
      (answer) => answer.body?.cancel(),
      () => undefined,
    );
    await delay(200);
  }
}

/** @returns the cookie of a session of the dashboard */
export async function signIn(dashboard: string): Promise<string> {
  const answer = await fetch(`${dashboard}/session`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ key: KEYS.ada }),
  });
  const [cookie] = answer.headers.getSetCookie();
  must(cookie !== undefined, `Nobody can sign in: ${answer.status}`);
  return cookie.split(';')[0] ?? '';
}
