import { createServer } from 'node:http';
import { GoogleApi } from '../../../../adapters/google/google-api.ts';
import { FIRESTORE, type GoogleService } from '../../../../adapters/google/google-service.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

/** What was asked, and with which body. */
export interface Asked {
  readonly call: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A server that answers each call from a script, in order; the last answer of a call is given again. */
export async function scriptedGoogle(
  script: Readonly<Record<string, readonly Said[]>>,
  service: GoogleService = FIRESTORE,
) {
  const asked: Asked[] = [];
  const waits: number[] = [];
  const server: Loopback = await listenOnLoopback(
    createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const bytes = Buffer.concat(chunks).toString('utf8');
      const call = `${request.method} ${decodeURIComponent(request.url ?? '')}`;
      const before = asked.filter((each) => each.call === call).length;
      asked.push({
        call,
        body: bytes === '' ? undefined : JSON.parse(bytes),
        authorization: request.headers.authorization,
      });
      const answers = script[call] ?? [{ status: 404, body: { error: { status: 'NOT_FOUND', message: call } } }];
      const { status = 200, headers = {}, body = {} } = answers[Math.min(before, answers.length - 1)] ?? {};
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    }),
  );
  const api = new GoogleApi(service, {
    token: 'ya29.secret',
    url: `http://127.0.0.1:${server.port}`,
    wait: async (milliseconds) => waits.push(milliseconds),
    random: () => 1,
    deadlines: { call: 2_000, total: 20_000 },
  });
  return { api, asked, waits, close: () => server.close() };
}
