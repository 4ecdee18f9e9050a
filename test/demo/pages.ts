import type { Target } from './attacks/attack.ts';
import { type Check, must } from './check.ts';
import { KEYS } from './ground.ts';

/** P13: whatever an agent did, one answer is a page of it. */
export const pagesCheck = ({ api }: Target): Check => ({
  name: 'P13: the executions of a busy agent',
  async run() {
    const headers = { 'X-API-Key': KEYS.bob, 'Content-Type': 'application/json' };
    const post = (path: string, body: unknown) =>
      fetch(`${api.url}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
    const made: unknown = await (await post('/agents', { name: 'busy', instructions: 'repeat' })).json();
    must(typeof made === 'object' && made !== null && 'id' in made, 'no agent was made');
    const path = `/agents/${String(made.id)}/executions`;
    for (let number = 0; number < 150; number += 1) await (await post(path, { input: 'ü'.repeat(4000) })).text();
    const whole = await (await fetch(`${api.url}${path}?limit=100`, { headers })).text();
    must(whole.length < 2_000_000, `one answer has ${whole.length} bytes`);
    let seen = 0;
    let next: string | undefined = `${path}?limit=60`;
    while (next !== undefined) {
      const answer: Response = await fetch(`${api.url}${next}`, { headers });
      const page: unknown = await answer.json();
      must(Array.isArray(page) && page.length <= 60, 'a page was too long');
      seen += page.length;
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    must(seen === 150, `pages hold ${seen} of 150`);
    return `the largest answer has ${whole.length} bytes; all 150 are in pages`;
  },
});
