import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kubectlHere } from '../kubectl-here.ts';
import { type RunningServer, runningServer } from '../running-server.ts';

const PODS = { group: '', resource: 'pods' };

/** Counted as skipped where there is no kubectl. */
(kubectlHere ? describe : describe.skip)('kubectl', () => {
  let api: RunningServer;
  let folder: string;
  const echo = createServer(async (incoming, response) => response.end(`${incoming.url} ${await text(incoming)}`));
  const rude = createTcpServer((socket) => socket.destroy());
  const children: ChildProcess[] = [];
  const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

  beforeAll(async () => {
    for (const server of [echo, rude]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ports = new Map([
      [80, portOf(echo)],
      [82, portOf(rude)],
    ]);
    api = await runningServer({ pods: { localPort: (_, port) => ports.get(port) } });
    folder = mkdtempSync(join(tmpdir(), 'port-forward-'));
    writeFileSync(join(folder, 'kubeconfig'), api.server.kubeconfig());
    const spec = { nodeName: 'node', containers: [{ name: 'web', image: 'web:1' }] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default' }, spec };
    const created = api.store.create(PODS, pod);
    api.store.update(PODS, { ...created, status: { phase: 'Running' } }, { subresource: 'status' });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await api.close();
    echo.close();
    rude.close();
    rmSync(folder, { recursive: true });
  });
  const env = () => ({ PATH: process.env['PATH'], HOME: folder, KUBECONFIG: join(folder, 'kubeconfig') });
  const kubectl = async (line: string): Promise<string> =>
    promisify(execFile)('kubectl', line.split(' '), { env: env(), timeout: 20_000 }).then(
      ({ stdout }) => stdout,
      ({ stderr }: { readonly stderr: string }) => stderr,
    );
  /** @returns where the port is forwarded from, and what kubectl complains of */
  const forwarded = async (port: number): Promise<{ readonly local: number; readonly complaint: Promise<string> }> => {
    const child = spawn('kubectl', ['port-forward', 'pod/web', `:${port}`, '--address=127.0.0.1'], { env: env() });
    children.push(child);
    const complaint = text(child.stderr);
    for await (const line of createInterface({ input: child.stdout })) {
      const local = /^Forwarding from 127\.0\.0\.1:(\d+) ->/.exec(line)?.[1];
      if (local !== undefined) return { local: Number(local), complaint };
    }
    throw new Error(await complaint);
  };
  const ask = (port: number, path: string, body = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, path, method: 'POST', agent: false }, (answer) =>
        resolve(text(answer)),
      );
      outgoing.on('error', reject).end(body);
    });

  it('forwards a port to the process that listens for the pod, one connection after and beside the other', async () => {
    const { local } = await forwarded(80);
    expect(await ask(local, '/one')).toBe('/one ');
    const long = 'x'.repeat(500_000);
    expect(await Promise.all([ask(local, '/two', long), ask(local, '/three', 'three')])).toEqual([
      `/two ${long}`,
      '/three three',
    ]);
  }, 30_000);

  it('is told when nothing listens, and gives up as it does on a real cluster', async () => {
    const { local, complaint } = await forwarded(81);
    await expect(ask(local, '/')).rejects.toThrow();
    expect(await complaint).toMatch(
      /an error occurred forwarding \d+ -> 81: nothing of pod web listens on port 81 in the rehearsal's cluster/,
    );
    expect(await complaint).toContain('error: lost connection to pod');
  }, 30_000);

  it('goes on when the process ends a connection', async () => {
    const { local } = await forwarded(82);
    for (const path of ['/', '/again']) await expect(ask(local, path)).rejects.toThrow();
  }, 30_000);

  it.each([
    [
      'exec web -- ls',
      /^Error from server \(NotImplemented\): The rehearsal's cluster does not simulate kubectl exec.* Ask the process by its port/,
    ],
    ['exec web -i -- sh', /does not simulate kubectl exec/],
    ['attach web', /does not simulate kubectl attach.* Its output is in kubectl logs --follow/],
    ['cp web:/etc/hosts hosts', /nor kubectl cp, which runs tar by it/],
    ['debug web --image=busybox', /does not simulate kubectl debug/],
    ['exec gone -- ls', /^Error from server \(NotFound\): pods "gone" not found/],
    ['port-forward gone 1:1', /^Error from server \(NotFound\): pods "gone" not found/],
  ])(
    'says in its own output what is not rehearsed, and what to do instead: %s',
    async (line, words) => {
      expect(await kubectl(line)).toMatch(words);
    },
    30_000,
  );
});

describe('a request that wants its connection for something else', () => {
  let api: RunningServer;
  beforeAll(async () => {
    api = await runningServer();
  });
  afterAll(() => api.close());
  const answered = async (path: string, method = 'GET') => {
    const { status, body } = await api.call(method, path, { upgrade: 'websocket' });
    return `${status} ${String(body['message'])}`;
  };

  it('is refused by name where that is not simulated', async () => {
    expect(await answered('/api/v1/namespaces/default/pods/p/exec', 'POST')).toMatch(/^501 .*kubectl exec/);
    expect(await answered('/api/v1/namespaces/default/pods?watch=1')).toMatch(/^501 .*upgraded/);
    expect(await answered('/api/v1/namespaces/default/pods/p/portforward')).toMatch(/^501 /);
    expect(await answered('/api/v1/nonsense')).toMatch(/^404 the server could not find/);
  });
});
