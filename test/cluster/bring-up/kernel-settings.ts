import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CHANGED_BY_KUBELET, NETWORK_SETTINGS } from '../parts/pod-network.ts';

const file = (name: string): string => `/proc/sys/${name}`;

/** Values, before the cluster starts, of every kernel setting that the cluster changes. */
export const readKernelSettings = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...Object.keys(NETWORK_SETTINGS), ...CHANGED_BY_KUBELET]
      .filter((name) => existsSync(file(name)))
      .map((name) => [name, readFileSync(file(name), 'utf8').trim()]),
  );

/** Writes those settings that differ. Returns the names of the ones that this process may not write. */
export function writeKernelSettings(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    try {
      if (readFileSync(file(name), 'utf8').trim() !== value) writeFileSync(file(name), value);
      return [];
    } catch {
      return [name];
    }
  });
}
