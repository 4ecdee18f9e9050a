import { setTimeout as delay } from 'node:timers/promises';

/** Ends within `budget` seconds, whatever clients do: not ready any more, streams told to come back elsewhere, connections that were
 *  under way still taken for a while, answers finished, and then the rest cut off. */
export async function drainOf({ server, operations, drain }, budget, log) {
  const reserve = Math.min(1, budget / 5);
  const began = performance.now();
  log('INFO', `draining, for ${budget} s at most`);
  drain();
  await delay(Math.min(2, budget / 5) * 1000);
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const left = (budget - reserve) * 1000 - (performance.now() - began);
  await Promise.race([closed, delay(Math.max(0, left), undefined, { ref: false })]);
  server.closeAllConnections();
  operations.close();
  operations.closeAllConnections();
  log('INFO', 'ended');
  process.exit(0);
}
