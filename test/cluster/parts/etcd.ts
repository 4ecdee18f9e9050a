import { join } from 'node:path';
import { flags, type PartOf } from './part.ts';

/** The store. It does not wait for the disk (`--unsafe-no-fsync`): a cluster that is thrown away loses nothing by a crash. */
export const etcd: PartOf = ({ state, ports }) => {
  const client = `http://127.0.0.1:${ports.etcdClient}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return {
    name: 'etcd',
    program: 'etcd',
    args: [
      ...flags({
        name: 'sluice',
        'data-dir': join(state, 'etcd'),
        'listen-client-urls': client,
        'advertise-client-urls': client,
        'listen-peer-urls': peer,
        'initial-advertise-peer-urls': peer,
        'initial-cluster': `sluice=${peer}`,
        'log-level': 'warn',
      }),
      '--unsafe-no-fsync',
    ],
    files: {},
    seconds: 30,
    health: `${client}/health`,
  };
};
