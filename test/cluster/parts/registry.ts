import { join } from 'node:path';
import { paths, registryAddress } from '../bring-up/layout.ts';
import { type PartOf, yaml } from './part.ts';

/** The registry that every image comes from, in plain HTTP on loopback. */
export const registry: PartOf = (layout) => {
  const file = join(paths(layout).config, 'registry.yml');
  const address = registryAddress(layout.ports);
  return {
    name: 'registry',
    program: 'docker-registry',
    args: ['serve', file],
    files: {
      [file]: yaml({
        version: 0.1,
        log: { level: 'warn', accesslog: { disabled: true } },
        storage: {
          filesystem: { rootdirectory: paths(layout).registry },
          delete: { enabled: true },
          maintenance: { uploadpurging: { enabled: false } },
        },
        http: { addr: address },
      }),
    },
    seconds: 20,
    health: `http://${address}/v2/`,
  };
};
