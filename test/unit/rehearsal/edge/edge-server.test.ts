import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gateway, nginx } from '../../../../domain/edge/edge.ts';
import { proxiesOf } from '../../../../domain/edge/proxies.ts';
import { readEdges } from '../../../../rehearsal/cloud/told-edges.ts';
import { openEdges } from '../../../../rehearsal/edge/open-edges.ts';
import { type Answered, type Call, type EdgeDoor, visit } from '../../../../rehearsal/edge/visit.ts';
import { Visitors } from '../../../../rehearsal/edge/visitors.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';
import { type Network, startNetwork } from '../../../../rehearsal/network/network.ts';
import { edged } from '../../../fixtures/edged.ts';
import { filesOf } from '../../setup-src/setup-of.ts';
import { objectsOf } from './edged-objects.ts';

const HOST = 'staging.ai-agent-platform.com';
const closing: (() => Promise<void>)[] = [];
let network: Network;
/** Ports of what is ready, as a test has it. */
let ready: readonly number[] = [];
let services: readonly Loopback[];
const doors = new Map<string, EdgeDoor>();

/** Says its name and what it was told; echoes what comes by another protocol. */
const service = (name: string): Promise<Loopback> => {
  const server = createServer((incoming, response) => {
    const { host, 'x-forwarded-for': forwarded, 'x-forwarded-proto': proto } = incoming.headers;
    response.setHeader('x-name', name);
    incoming
      .on('data', (part) => response.write(part))
      .on('end', () => response.end(`${name} ${host} ${forwarded} ${proto}`));
  });
  server.on('upgrade', (_incoming, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n');
    socket.pipe(socket);
  });
  return listenOnLoopback(server);
};

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'edge-'));
  closing.push(() => rm(folder, { recursive: true }));
  network = await startNetwork({ folder, log: () => {}, refuse: () => {} });
  closing.push(() => network.close());
  services = await Promise.all(['blue', 'green'].map(service));
  closing.push(...services.map(({ close }) => close));
  for (const [kind, edge] of Object.entries({ gateway: gateway(), nginx: nginx({ email: 'operators@acme.com' }) })) {
    const delivery = edged(edge);
    const cluster = {
      tiers: delivery.tiers,
      edge: (namespace: string) => objectsOf(delivery, namespace),
      targets: () => ready,
    };
    const told = readEdges(filesOf(delivery).identities);
    const opened = await openEdges(delivery, { clusters: [cluster], network, told });
    closing.push(opened.close);
    const door = opened.doors.get('staging');
    if (door !== undefined) doors.set(kind, door);
  }
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const ask = (call: Partial<Call>, kind = 'gateway'): Promise<Answered> => {
  const door = doors.get(kind);
  if (door === undefined) throw new Error(`Staging has no edge of ${kind}.`);
  return visit(door, { by: 'https', host: HOST, path: '/', from: 'inside', ...call });
};

describe('an edge', () => {
  it('carries a page by its host, under a certificate of its own, with HSTS', async () => {
    ready = [services[0]?.port ?? 0];
    expect(await ask({})).toMatchObject({
      status: 200,
      headers: { 'strict-transport-security': 'max-age=31536000', 'x-name': 'blue' },
      body: `blue ${HOST} 198.51.100.0,192.0.2.200 https`,
    });
    await expect(ask({ host: 'app.other.com' })).rejects.toThrow(/altnames/);
  });

  it('sends plain HTTP to HTTPS and finds no host that is nobody’s', async () => {
    expect(await ask({ by: 'http', path: '/a?b=c' })).toMatchObject({
      status: 301,
      headers: { location: `https://${HOST}/a?b=c` },
    });
    expect(await ask({ by: 'http', host: 'nobody.example' })).toMatchObject({ status: 404 });
  });

  it('knows who is outside where the machine has no other address than 127.0.0.1', async () => {
    ready = [services[0]?.port ?? 0];
    const delivery = edged();
    const cluster = { tiers: delivery.tiers, edge: (name: string) => objectsOf(delivery, name), targets: () => ready };
    const visitors = new Visitors({ inside: '203.0.113.98', outside: '203.0.113.99' });
    const told = readEdges(filesOf(delivery).identities);
    const opened = await openEdges(delivery, { clusters: [cluster], network, told, visitors });
    closing.push(opened.close);
    const door = opened.doors.get('staging') as EdgeDoor;
    const call = { by: 'https', host: HOST, path: '/' } as const;
    expect(await visit(door, { ...call, from: 'outside' })).toMatchObject({ status: 403 });
    expect(await visit(door, { ...call, from: 'inside' })).toMatchObject({ status: 200 });
  });

  it.each(['gateway', 'nginx'])(
    '%s refuses an address that is not in the list, in whosever name it comes',
    async (kind) => {
      expect(await ask({ from: 'outside' }, kind)).toMatchObject({ status: 403, body: 'Forbidden\n' });
      const forged = { 'x-forwarded-for': '198.51.100.0', forwarded: 'for=198.51.100.0', 'x-real-ip': '198.51.100.0' };
      expect(await ask({ from: 'outside', headers: forged }, kind)).toMatchObject({ status: 403 });
    },
  );

  it.each([gateway(), nginx({ email: 'operators@acme.com' })])(
    'of $kind tells a service who came at the place that it believes, whatever was written before',
    async (edge) => {
      const { body } = await ask({ headers: { 'x-forwarded-for': '6.6.6.6' } }, edge.kind);
      const forwarded = body.split(' ')[2]?.split(',') ?? [];
      expect(forwarded.at(-proxiesOf(edge).hops)).toBe('198.51.100.0');
      expect(forwarded.slice(0, -proxiesOf(edge).hops)).toEqual(edge.kind === 'gateway' ? ['6.6.6.6'] : []);
    },
  );

  it('goes where the Service leads now, past what does not answer, and says so where nothing does', async () => {
    ready = [services[1]?.port ?? 0];
    expect(await ask({})).toMatchObject({ headers: { 'x-name': 'green' } });
    const gone = await service('gone');
    await gone.close();
    ready = [gone.port, services[1]?.port ?? 0];
    for (let turn = 0; turn < 2; turn += 1) expect(await ask({})).toMatchObject({ headers: { 'x-name': 'green' } });
    ready = [];
    expect(await ask({})).toMatchObject({ status: 503, body: 'no healthy upstream\n' });
  });

  it('hands on what is sent to a service', async () => {
    ready = [services[0]?.port ?? 0];
    const { https = 0 } = doors.get('gateway') ?? {};
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connectTls({ port: https, host: '127.0.0.1', servername: HOST, ca: network.authority });
      request({ method: 'POST', headers: { host: HOST }, createConnection: () => socket }, async (response) =>
        resolve(`${Buffer.concat(await response.toArray())}`),
      )
        .on('error', reject)
        .end('what was sent, ');
    });
    expect(answer).toMatch(/^what was sent, blue /);
  });

  it('lets WebSockets pass, and whoever is refused gets a sentence', async () => {
    ready = [services[0]?.port ?? 0];
    expect(await upgraded('127.0.0.1')).toMatch(
      /^HTTP\/1\.1 101 [\s\S]*strict-transport-security: [\s\S]*\r\n\r\nhello$/,
    );
    expect(await upgraded('127.0.0.2')).toMatch(/^HTTP\/1\.1 403 [\s\S]*Forbidden\n$/);
  });
});

/** All that comes after a handshake and a greeting, up to the greeting or the end. */
const upgraded = (from: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { https = 0 } = doors.get('gateway') ?? {};
    const carrier = connect({ port: https, host: '127.0.0.1', localAddress: from });
    const socket = connectTls({ socket: carrier, servername: HOST, ca: network.authority });
    let said = '';
    socket.on('data', (part) => {
      said += part;
      if (said.includes('101 ') && said.endsWith('\r\n\r\n')) socket.write('hello');
      if (said.endsWith('hello')) socket.end();
    });
    socket.on('end', () => resolve(said)).on('error', reject);
    socket.write(`GET /ws HTTP/1.1\r\nhost: ${HOST}\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n`);
  });
