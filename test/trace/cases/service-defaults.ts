import { service } from '../objects.ts';
import { outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What a Service becomes, and what one is refused for. */
export const serviceDefaults: TraceCase = {
  name: 'service-defaults',
  async run(space) {
    const selector = { app: 'web' };
    const told = async (name: string, spec: Parameters<typeof service>[1]) =>
      outcome(await space.create('services', service(name, spec)), withoutManagers);
    return {
      plain: await told('plain', { selector, ports: [{ port: 80 }] }),
      named: await told('named', {
        selector,
        ports: [
          { name: 'http', port: 80, targetPort: 'web' },
          { name: 'udp', port: 53, protocol: 'UDP' },
        ],
      }),
      headless: await told('headless', { selector, clusterIP: 'None' }),
      external: await told('external', { type: 'ExternalName', externalName: 'example.invalid' }),
      noPorts: await told('ports', { selector }),
      unnamed: await told('unnamed', { selector, ports: [{ port: 80 }, { port: 81 }] }),
      samePort: await told('same', {
        selector,
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
        ],
      }),
      highPort: await told('high', { selector, ports: [{ port: 70000 }] }),
      address: await told('address', { selector, ports: [{ port: 80 }], clusterIP: '1.2.3' }),
      otherType: await told('type', { selector, ports: [{ port: 80 }], type: 'Inside' }),
    };
  },
};
