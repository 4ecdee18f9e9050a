import { evidenceObject } from '../domain/evidence/place.ts';
import { historyName } from '../domain/history-object.ts';
import { leaseName } from './rollout/state/lease.ts';

/** What names of objects begin with that a namespace keeps for Sluice: what was good there, what was proven, whose turn it is. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  // Earlier versions kept the history in a ConfigMap, which is read until it is moved.
  ConfigMap: [historyName(''), evidenceObject('')],
  Secret: [historyName('')],
  Lease: [leaseName('')],
};

/** Whether an object is one that Sluice decides by. A release that brings one would say itself what was good or proven: the deployer
 *  writes both. */
export const isKeptBySluice = (kind: string, name: string): boolean =>
  KEPT[kind]?.some((prefix) => name.startsWith(prefix)) === true;
