import { createServer } from 'node:http';
import { afterAll, beforeAll } from '@jest/globals';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { type Loopback, listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { Accounts } from '../../rehearsal/registry/accounts.ts';
import { registryListener } from '../../rehearsal/registry/server.ts';
import { registryStorage } from '../../rehearsal/registry/storage.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { registryContract } from './registry.contract.ts';

let server: Loopback;
let repositories = 0;
beforeAll(async () => {
  const accounts = new Accounts();
  accounts.add('robot', 'secret', { pull: ['*'], push: ['*'] });
  server = await listenOnLoopback(createServer(registryListener({ storage: registryStorage(), accounts })));
});
afterAll(() => server.close());

registryContract('memory', () => ({ registry: new MemoryRegistry(), repository: 'registry.example/project/api' }));
registryContract('the OCI client', () => ({
  registry: new OciRegistry({
    credentials: async () => ({ kind: 'password', username: 'robot', password: 'secret' }),
  }),
  repository: `127.0.0.1:${server.port}/project/api-${++repositories}`,
}));
