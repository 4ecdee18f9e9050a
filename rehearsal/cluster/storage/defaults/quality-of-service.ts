import { list, record } from '../frozen.ts';
import { parseQuantity } from '../quantity.ts';
import type { Fields } from './fields.ts';

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export const qualityOfService = (spec: Fields): 'Guaranteed' | 'Burstable' | 'BestEffort' => {
  const containers = [...list(spec['containers']), ...list(spec['initContainers'])].map((container) => {
    const resources = record(record(container)['resources']);
    return { limits: record(resources['limits']), requests: record(resources['requests']) };
  });
  const amount = (amounts: Fields, name: string): bigint => parseQuantity(amounts[name] ?? 0)?.nano ?? 0n;
  const names = ['cpu', 'memory'];
  const nothing = containers.every(({ limits, requests }) =>
    names.every((name) => amount(limits, name) === 0n && amount(requests, name) === 0n),
  );
  if (nothing) return 'BestEffort';
  const guaranteed = containers.every(({ limits, requests }) =>
    names.every((name) => amount(limits, name) > 0n && amount(limits, name) === amount(requests, name)),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
};
