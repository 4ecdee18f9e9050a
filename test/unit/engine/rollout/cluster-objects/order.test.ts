import { describe, expect, it } from '@jest/globals';
import { isCalledByServer } from '../../../../../engine/rollout/cluster-objects/order.ts';

const webhook = (service: object | undefined, url?: string) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'w' },
  webhooks: [{ name: 'a', clientConfig: { ...(service && { service }), ...(url && { url }) } }],
});

describe('whether the API server calls a release', () => {
  const ours = { namespace: 'shop', name: 'hook' };
  const api = {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'a' },
    spec: { service: ours },
  };
  it.each([
    ['a webhook of ours', webhook(ours), true],
    ['an API of ours', api, true],
    ['a Service of another namespace', webhook({ ...ours, namespace: 'tools' }), false],
    ['a Service that is not in the release', webhook({ ...ours, name: 'other' }), false],
    ['an address', webhook(undefined, 'https://hook.example'), false],
    ['anything else', { ...api, apiVersion: 'x.example/v1' }, false],
  ])('%s: %s', (_, object, isCalled) => {
    expect(isCalledByServer(object, 'shop', ['hook'])).toBe(isCalled);
  });
});
