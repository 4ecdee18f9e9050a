import type { StoreEvent } from '../object-store.ts';
import type { Collections } from './collections.ts';
import { record, sameJson } from './frozen.ts';
import { quantityText } from './quantity.ts';
import { hardLimits, namespaceUsage, QUOTAS } from './quota.ts';

/** Keeps `status.hard` and `status.used` of quotas true after each write, as the resource quota controller does. */
export const createQuotaKeeper =
  (collections: Collections): ((event: StoreEvent) => void) =>
  ({ object }) => {
    const { namespace } = object.metadata;
    if (namespace === undefined) return;
    for (const quota of collections.all(QUOTAS).filter(({ metadata }) => metadata.namespace === namespace)) {
      const names = [...hardLimits(quota).keys()];
      const used = namespaceUsage(collections, namespace, names);
      const status = {
        hard: record(record(quota['spec'])['hard']),
        used: Object.fromEntries([...used].map(([name, quantity]) => [name, quantityText(quantity)])),
      };
      if (!sameJson(quota['status'], status)) collections.put(QUOTAS, { ...quota, status });
    }
  };
