import { describe, expect, it } from '@jest/globals';
import { changedFields } from '../../../../../engine/rollout/difference/object-difference.ts';

const secret = (data?: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'key' },
  ...(data && { data }),
});
const service = (change: object = {}) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' }, ...change });

describe('what differs of an object', () => {
  it('is no value of a Secret, where all of its data comes or goes as well', () => {
    const hidden = { pin: '***', key: '***' };
    const filled = secret({ pin: 'MTI=', key: 'aHVudGVyMg==' });
    expect(changedFields(secret(), filled)).toEqual([{ field: 'data', before: undefined, after: hidden }]);
    expect(changedFields(filled, secret())).toEqual([{ field: 'data', before: hidden, after: undefined }]);
  });

  it('is nothing that a server counts or a controller reports', () => {
    const counted = { uid: 'u', resourceVersion: '7', generation: 2, creationTimestamp: '2026-12-01T00:00:00Z' };
    const noted = {
      'deployment.kubernetes.io/revision': '3',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    };
    const live = service({ metadata: { name: 'api', ...counted, annotations: noted }, status: { loadBalancer: {} } });
    expect(changedFields(live, service({ status: { loadBalancer: { ingress: [] } } }))).toEqual([]);
  });

  it('is an annotation or a label of the release', () => {
    const then = service({ metadata: { name: 'api', labels: { a: '1' }, annotations: { note: 'x' } } });
    expect(changedFields(service(), then)).toEqual([
      { field: 'metadata.annotations', before: undefined, after: { note: 'x' } },
      { field: 'metadata.labels', before: undefined, after: { a: '1' } },
    ]);
  });
});
