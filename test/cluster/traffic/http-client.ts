import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request that takes longer has failed. */
const WITHIN = 3_000;

/** What one client does: keeps one connection, or makes a new one for each request. */
export type Connections = 'kept' | 'new';

export interface Answers {
  answered(body: string): void;
  failed(reason: string): void;
}

/** What is asked for; `/` without headers of its own when absent. */
export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends requests at a steady pace, one at a time, until the signal. Never tries a failed one again: no client of a browser may
 *  have to. */
export async function askSteadily(
  address: string,
  {
    connections,
    every,
    answers,
    asked = { path: '/', headers: {} },
  }: { connections: Connections; every: number; answers: Answers; asked?: Asked },
  signal: AbortSignal,
): Promise<void> {
  const agent = new Agent({ keepAlive: connections === 'kept', maxSockets: 1 });
  try {
    while (!signal.aborted) {
      const next = performance.now() + every;
      try {
        answers.answered(await ask(address, asked, agent));
      } catch (cause) {
        answers.failed(`${connections} connection: ${(cause as Error).message}`);
      }
      await sleep(Math.max(0, next - performance.now()), undefined, { signal }).catch(() => {});
    }
  } finally {
    agent.destroy();
  }
}

function ask(address: string, { path, headers }: Asked, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(`http://${address}${path}`, { agent, headers, timeout: WITHIN }, (response) => {
      let body = '';
      response
        .setEncoding('utf8')
        .on('data', (text: string) => {
          body += text;
        })
        .on('error', reject)
        .on('end', () => {
          if (response.statusCode === 200) resolve(body);
          else reject(new Error(`answered ${response.statusCode}, wanted 200`));
        });
    });
    sent
      .on('timeout', () => sent.destroy(new Error(`no answer within ${WITHIN / 1000} s`)))
      .on('error', reject)
      .end();
  });
}
