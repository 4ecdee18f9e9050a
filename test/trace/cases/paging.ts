import { at, list, text } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A list in pages shows the state of its first page. */
export const paging: TraceCase = {
  name: 'paging',
  async run(space) {
    const labels = { own: 'yes' };
    for (const name of ['a', 'b', 'c', 'd', 'e']) await done(space.create('secrets', secret(name, labels)));
    const page = async (token: string) => {
      const answer = await space.list('secrets', { limit: '2', ...(token === '' ? {} : { continue: token }) });
      return {
        token: text(answer.body, 'metadata', 'continue'),
        told: outcome(answer, (found) => ({
          names: list(found, 'items').map((item) => text(item, 'metadata', 'name')),
          left: at(found, 'metadata', 'remainingItemCount') ?? null,
          continue: at(found, 'metadata', 'continue') ?? null,
          resourceVersion: at(found, 'metadata', 'resourceVersion') ?? null,
        })),
      };
    };
    const first = await page('');
    await done(space.delete('secrets', 'c'));
    await done(space.create('secrets', secret('b2', labels)));
    const second = await page(first.token);
    const third = await page(second.token);
    return {
      pages: [first.told, second.told, third.told],
      selected: outcome(await space.list('secrets', { limit: '1', labelSelector: 'own=yes' }), (found) => ({
        left: at(found, 'metadata', 'remainingItemCount') ?? null,
        items: list(found, 'items').length,
      })),
      // What a token looks like is each server's own business, and so are its words about one that is none.
      nonsense: (await space.list('secrets', { limit: '1', continue: 'nonsense' })).status,
      negative: outcome(await space.list('secrets', { limit: '-1' }), (found) => list(found, 'items').length),
      wrongVersion: outcome(await space.list('secrets', { resourceVersion: 'x' })),
    };
  },
};

const secret = (name: string, labels: Record<string, string>) => ({
  ...configMap(name, {}, { labels }),
  kind: 'Secret',
});
