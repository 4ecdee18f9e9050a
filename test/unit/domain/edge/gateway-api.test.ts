import { describe, expect, it } from '@jest/globals';
import { GATEWAY_API, USED_SINCE } from '../../../../domain/edge/gateway-api.ts';
import { fieldsOf, listOf, placesAt, valueAt } from '../../../../manifests-src/rules/read/fields.ts';
import { edged } from '../../../fixtures/edged.ts';
import { builtIn } from '../../manifests-src/edge/built.ts';

const numbersOf = (version: string): readonly number[] => version.slice(1).split('.').map(Number);
const isBefore = (one: string, other: string): boolean => {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const first = a.findIndex((number, index) => number !== b[index]);
  return first < 0 || (a[first] ?? 0) < (b[first] ?? 0);
};

describe('what is generated of the Gateway API', () => {
  const delivery = edged();
  const objects = ['bootstrap', ...delivery.tiers.map(({ name }) => `overlays/${name}`)]
    .flatMap((folder) => builtIn(delivery, folder))
    .filter(({ apiVersion }) => apiVersion.startsWith('gateway.networking.k8s.io/'));

  it('is in the table, and nothing else is', () => {
    const used = objects.flatMap((object) => [
      ...Object.keys(fieldsOf(valueAt(object, 'spec'))).map((field) => `${object.kind}.spec.${field}`),
      ...placesAt(object, 'spec.rules.*').flatMap(({ value }) =>
        listOf(fieldsOf(value)['filters']).map((filter) => `${object.kind}.filter.${String(fieldsOf(filter)['type'])}`),
      ),
    ]);
    expect([...new Set(used)].sort()).toEqual(Object.keys(USED_SINCE).sort());
  });

  it('is there in the version that GKE installs, which may be older than the newest', () => {
    expect(Object.entries(USED_SINCE).filter(([, since]) => !isBefore(since, GATEWAY_API.gke))).toEqual([]);
    expect(isBefore(GATEWAY_API.gke, GATEWAY_API.newest)).toBe(true);
    expect([isBefore('v1.4.0', 'v1.3.0'), isBefore('v1.10.0', 'v1.9.0')]).toEqual([false, false]);
  });
});
