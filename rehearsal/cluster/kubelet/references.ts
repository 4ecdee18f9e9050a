import { CONFIG_MAPS, type ConfigMap, resource, SECRETS, type Secret } from '../controllers/resource.ts';
import type { ObjectStore } from '../object-store.ts';

/** A ConfigMap or Secret, or one of its keys, that is not there. The text is a kubelet's. */
export class MissingReference extends Error {
  override readonly name = 'MissingReference';
}

/** Reads what pods refer to, always from the store: a change is seen at the next start. */
export interface References {
  /** All entries. @throws {MissingReference} unless `optional`. */
  configMap(namespace: string, name: string, optional: boolean): ReadonlyMap<string, string>;
  secret(namespace: string, name: string, optional: boolean): ReadonlyMap<string, string>;
}

export const createReferences = (store: ObjectStore): References => {
  const configMaps = resource<ConfigMap>(store, CONFIG_MAPS);
  const secrets = resource<Secret>(store, SECRETS);
  const decode = (value: string): string => Buffer.from(value, 'base64').toString('utf8');
  return {
    configMap(namespace, name, optional) {
      const found = configMaps.get(namespace, name);
      if (found === undefined && !optional) throw new MissingReference(`configmap "${name}" not found`);
      const binary = Object.entries(found?.binaryData ?? {}).map(([key, value]) => [key, decode(value)] as const);
      return new Map([...Object.entries(found?.data ?? {}), ...binary]);
    },
    secret(namespace, name, optional) {
      const found = secrets.get(namespace, name);
      if (found === undefined && !optional) throw new MissingReference(`secret "${name}" not found`);
      const plain = Object.entries((found as { stringData?: Record<string, string> } | undefined)?.stringData ?? {});
      return new Map([
        ...Object.entries(found?.data ?? {}).map(([key, value]) => [key, decode(value)] as const),
        ...plain,
      ]);
    },
  };
};
