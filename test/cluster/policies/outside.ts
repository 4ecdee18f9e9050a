import { join } from 'node:path';
import { CLUSTER } from '../bring-up/layout.ts';
import { beside } from '../machine/beside.ts';
import { finish, run } from '../machine/command.ts';

/** Addresses outside of the cluster, by who has them. */
export const OUTSIDE = {
  'the load balancer': '35.191.0.10',
  'its health checks': '130.211.0.10',
  somebody: '203.0.113.10',
  'the metadata server': '169.254.169.254',
  'the metadata server of older clusters': '169.254.169.252',
  'the cache of names on the node': '169.254.20.10',
  /** Where it takes the place of the Service kube-dns. */
  'the cache in place of the Service': '34.118.224.10',
} as const;

const NAME = 'sluice-outside';
const LINK = 'sluice-out0';
/** Of a range for benchmarks (RFC 2544), which no machine is given. */
const [HERE, THERE] = ['198.18.254.1', '198.18.254.2'];
/** Of the kernel's tables of routes, one that nobody else has: only pods are led to these addresses, and this machine's own metadata
 *  server stays where it is. */
const TABLE = '16931';
/** Who answers by UDP does it from the address that was asked only where it listens at that one. */
const PORTS = [
  ...['tcp:22', 'tcp:53', 'tcp:80', 'tcp:443', 'tcp:987', 'tcp:988', 'tcp:8080', 'http:8099'],
  ...Object.values(OUTSIDE).map((address) => `udp:53:${address}`),
];
const PEER = join(import.meta.dirname, '../images/peer/peer.ts');

const ip = (...args: readonly string[]): Promise<string> => run('ip', args);
const inside = (...command: readonly string[]): readonly string[] => ['netns', 'exec', NAME, ...command];

/** A second network with these addresses, all of which answer, for the time of `work`. */
export async function withOutside<T>(work: () => Promise<T>): Promise<T> {
  // An attempt that was killed leaves it behind.
  await remove();
  try {
    await ip('netns', 'add', NAME);
    await ip('link', 'add', LINK, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', NAME);
    await ip('address', 'add', `${HERE}/30`, 'dev', LINK);
    await ip('link', 'set', LINK, 'up');
    await ip(...inside('ip', 'address', 'add', `${THERE}/30`, 'dev', 'eth0'));
    for (const link of ['lo', 'eth0']) await ip(...inside('ip', 'link', 'set', link, 'up'));
    await ip(...inside('ip', 'route', 'add', 'default', 'via', HERE));
    for (const address of Object.values(OUTSIDE)) {
      await ip(...inside('ip', 'address', 'add', `${address}/32`, 'dev', 'lo'));
      await ip('route', 'add', `${address}/32`, 'via', THERE, 'table', TABLE);
    }
    await ip('rule', 'add', 'from', CLUSTER.podRange, 'lookup', TABLE, 'priority', TABLE);
    const args = inside(process.execPath, '--no-warnings', PEER, 'serve', ...PORTS);
    const server = { name: 'the outside', program: 'ip', args, env: process.env, health: `http://${THERE}:8099/` };
    return await beside(server, work);
  } finally {
    await remove();
  }
}

/** Asks from there. @returns what the peer printed. */
export const askFromOutside = (questions: string): Promise<string> =>
  ip(...inside(process.execPath, '--no-warnings', PEER, 'ask', questions));

async function remove(): Promise<void> {
  await finish('ip', ['rule', 'delete', 'priority', TABLE]);
  await finish('ip', ['route', 'flush', 'table', TABLE]);
  await finish('ip', ['link', 'delete', LINK]);
  await finish('ip', ['netns', 'delete', NAME]);
}
