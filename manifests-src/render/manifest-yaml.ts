import { stringify } from 'yaml';

/** Kubernetes reads YAML 1.1, where a bare `y` or `on` is a boolean: such strings are quoted.
 *  Fields that are `undefined` are left out. */
export const manifestYaml = (object: unknown): string =>
  stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
