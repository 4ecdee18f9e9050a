import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../rehearsal/cluster/kubelet/process/free-port.ts';
import { PREFERRED_PORTS } from '../../cluster/bring-up/layout.ts';
import { freePorts, isTaken } from '../../cluster/machine/ports.ts';

/** The first port that Linux gives to clients by default (ip-sysctl, ip_local_port_range), and of NodePorts (kube-apiserver). */
const CLIENTS = 32_768;
const NODE_PORTS = 30_000;

describe('ports of servers', () => {
  const held = new Set<ReturnType<typeof createServer>>();
  const hold = async (port: number): Promise<number> => {
    const server = createServer();
    held.add(server);
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    for (const server of held) await once(server.close(), 'close');
    held.clear();
  });

  it('are none that the system may give to a client, nor to a NodePort', async () => {
    for (const port of Object.values(PREFERRED_PORTS)) expect(port).toBeLessThan(NODE_PORTS);
    for (let index = 0; index < 20; index += 1) expect(await freePort()).toBeLessThan(CLIENTS);
  });

  it('are the preferred ones, or the next that nobody has', async () => {
    const first = await freePort();
    expect(await freePorts({ only: first })).toEqual({ only: first });
    await hold(first);
    expect(await isTaken(first)).toBe(true);
    const { only } = await freePorts({ only: first });
    expect(only).toBeGreaterThan(first);
    expect(await isTaken(only)).toBe(false);
  });

  it('are different ones for different names', async () => {
    const same = await freePort();
    const { a, b, c } = await freePorts({ a: same, b: same, c: same });
    expect(new Set([a, b, c]).size).toBe(3);
  });

  it('are not given out twice', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    expect(new Set(ports).size).toBe(50);
  });
});
