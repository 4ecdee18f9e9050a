import { must } from '../check.ts';
import { KEYS } from '../ground.ts';
import { closeCode, frame, openSocket, RawClient, request } from '../raw-client.ts';
import { type Attack, counted, inParallel } from './attack.ts';

const json = (value: unknown): string => JSON.stringify(value);

const asMallory = (url: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'X-API-Key': KEYS.mallory, 'Content-Type': 'application/json' },
    body: json(body),
    signal: AbortSignal.timeout(10_000),
  });

export const socketAttacks: readonly Attack[] = [
  {
    name: 'P1: a session that never reads, and 1,329 writes of 2 KB',
    async run({ api }) {
      const deaf = await Promise.all(Array.from({ length: 5 }, () => openSocket(api.port, KEYS.mallory)));
      for (const { socket } of deaf) socket.pause();
      const answers: number[] = [];
      let slowest = 0;
      await inParallel(1329, 20, async () => {
        const began = performance.now();
        const answer = await asMallory(api.url, '/agents', { name: 'x', instructions: 'y'.repeat(1900) });
        await answer.body?.cancel();
        slowest = Math.max(slowest, performance.now() - began);
        answers.push(answer.status);
      });
      for (const client of deaf) client.end();
      must(
        answers.every((status) => [201, 409, 429].includes(status)),
        `answers: ${counted(answers)}`,
      );
      must(slowest < 5000, `the slowest took ${Math.round(slowest)} ms`);
      return `${counted(answers)}, the slowest in ${Math.round(slowest)} ms`;
    },
  },
  {
    name: 'P5: the list, the agents and the events of another',
    async run({ api }) {
      const spy = await openSocket(api.port, KEYS.bob);
      const secret = `secret-${Date.now()}`;
      const made = await asMallory(api.url, '/agents', { name: secret, instructions: 'shout' });
      must(made.status === 201 || made.status === 429, `creating answered ${made.status}`);
      const told: unknown = await made.json();
      const id = typeof told === 'object' && told !== null && 'id' in told ? String(told.id) : '0'.repeat(32);
      const ran = await asMallory(api.url, `/agents/${id}/executions`, { input: secret });
      await ran.body?.cancel();
      const as = (path: string, method = 'GET') =>
        fetch(`${api.url}${path}`, {
          method,
          headers: { 'X-API-Key': KEYS.bob, 'Content-Type': 'application/json' },
          ...(method === 'POST' ? { body: json({ input: 'x' }) } : {}),
        });
      const list = await (await as('/agents?limit=100')).text();
      must(!list.includes(secret), 'the list of bob has an agent of mallory');
      const foreign = [
        await as(`/agents/${id}`),
        await as(`/agents/${id}/executions`),
        await as(`/agents/${id}/executions`, 'POST'),
        await as(`/agents/${id}`, 'DELETE'),
      ];
      must(
        foreign.every(({ status }) => status === 404),
        `answers: ${counted(foreign.map(({ status }) => status))}`,
      );
      for (const answer of foreign) await answer.body?.cancel();
      await spy.send(frame(1, Buffer.from('end')));
      const heard = await spy.until((text) => text.includes('"end"'));
      spy.end();
      must(heard.includes('"end"') && !heard.includes(secret), 'the session of bob heard of mallory');
      return counted(foreign.map(({ status }) => status));
    },
  },
  {
    name: 'large frames and messages without an end',
    async run({ api }) {
      const large = await openSocket(api.port, KEYS.mallory);
      await large.send(frame(1, Buffer.alloc(2_000_000, 'x')));
      await large.until(() => false, 3000);
      must(closeCode(large) === 1009 || large.closed, 'a frame of 2 MB was taken');
      const parts = await openSocket(api.port, KEYS.mallory);
      await parts.send(frame(1, Buffer.alloc(1), { fin: false }));
      const more = Buffer.concat(Array.from({ length: 1000 }, () => frame(0, Buffer.alloc(0), { fin: false })));
      for (let number = 0; number < 50 && !parts.closed; number += 1) await parts.send(more);
      await parts.until(() => false, 3000);
      must(parts.closed, 'a message of 50,000 empty parts was taken');
      for (const client of [large, parts]) client.end();
      return `frame: ${closeCode(large) ?? 'cut off'}, parts: cut off`;
    },
  },
  {
    name: 'compressed frames',
    async run({ api }) {
      const client = await openSocket(api.port, KEYS.mallory, { 'Sec-WebSocket-Extensions': 'permessage-deflate' });
      must(!/permessage-deflate/i.test(client.text), 'compression was agreed on');
      await client.send(frame(1, Buffer.alloc(60_000), { rsv1: true }));
      await client.until(() => false, 3000);
      must(client.closed, 'a compressed frame was taken');
      return `${closeCode(client) ?? 'cut off'}`;
    },
  },
  {
    name: 'floods of pings that nobody reads the answers of',
    async run({ api }) {
      const clients = await Promise.all(Array.from({ length: 5 }, () => openSocket(api.port, KEYS.mallory)));
      const pings = Buffer.concat(Array.from({ length: 2000 }, () => frame(9, Buffer.alloc(125))));
      for (const { socket } of clients) socket.pause();
      await Promise.all(
        clients.map(async (client) => {
          for (let number = 0; number < 60 && !client.socket.destroyed; number += 1)
            await Promise.race([client.send(pings), new Promise((done) => setTimeout(done, 200))]);
        }),
      );
      for (const client of clients) client.end();
      return 'nothing came of 600,000 pings';
    },
  },
  {
    name: 'floods of messages',
    async run({ api }) {
      const client = await openSocket(api.port, KEYS.mallory);
      const messages = Buffer.concat(Array.from({ length: 500 }, () => frame(1, Buffer.from('x'))));
      for (let number = 0; number < 20 && !client.closed; number += 1) await client.send(messages);
      await client.until(() => closeCode(client) !== undefined, 3000);
      const closed = client.closed;
      client.end();
      must(closed || closeCode(client) === 1008, 'ten thousand messages were taken');
      return `${closeCode(client) ?? 'cut off'}`;
    },
  },
  {
    name: 'sessions: 200 of one user',
    async run({ api }) {
      const clients = await Promise.all(Array.from({ length: 200 }, () => openSocket(api.port, KEYS.mallory)));
      await Promise.all(
        clients.map((client) =>
          client.until((text) => text.includes('hello') || text.includes('429') || text.includes('403'), 3000),
        ),
      );
      const open = clients.filter(
        (client) => !client.closed && closeCode(client) === undefined && client.status === 101,
      ).length;
      for (const client of clients) client.end();
      must(open <= 50, `${open} sessions of one user were open`);
      return `${open} open, the others refused`;
    },
  },
  {
    name: 'sessions from pages of others',
    async run({ api }) {
      const answers: (number | undefined)[] = [];
      for (const origin of ['https://evil.example', 'null', 'http://demo.evil.example', 'file://', 'http://[']) {
        const client = await openSocket(api.port, KEYS.mallory, { Origin: origin });
        answers.push(client.status);
        client.end();
      }
      must(
        answers.every((status) => status === 403),
        `answers: ${counted(answers)}`,
      );
      return counted(answers);
    },
  },
  {
    name: 'connections: 1,500 at a time',
    async run({ api }) {
      const clients = Array.from({ length: 1500 }, () => new RawClient(api.port));
      await inParallel(clients.length, 100, async (number) => {
        await clients[number]?.send(request('GET /health/live'));
      });
      await clients[0]?.until(() => false, 500);
      const answered = clients.filter(({ status }) => status === 200).length;
      for (const client of clients) client.end();
      return `${answered} were answered`;
    },
  },
];
