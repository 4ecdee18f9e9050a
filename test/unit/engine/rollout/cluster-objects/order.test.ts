import { describe, expect, it } from '@jest/globals';
import { definitionState } from '../../../../../engine/rollout/cluster-objects/definition.ts';
import { byOrderOfWriting, isCalledByServer } from '../../../../../engine/rollout/cluster-objects/order.ts';

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

it('what others need is written first, and objects of kinds that come along last', () => {
  const of = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'a' } });
  const objects = [
    of('x.example/v1', 'Fleet'),
    of('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
    of('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'),
    of('rbac.authorization.k8s.io/v1', 'ClusterRole'),
    of('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    of('v1', 'Namespace'),
  ];
  expect(objects.toSorted(byOrderOfWriting)).toEqual(objects.toReversed());
});

describe('a definition', () => {
  const withConditions = (...conditions: object[]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'a' },
    status: { conditions },
  });

  it.each([
    ['True', 'established'],
    ['Unknown', 'waiting'],
    ['False', 'waiting'],
  ])('whose Established is %s is %s', (status, kind) => {
    expect(definitionState(withConditions({ type: 'Established', status })).kind).toBe(kind);
  });

  it('is waited for while nobody has said anything of it', () => {
    expect(definitionState(undefined)).toEqual({ kind: 'waiting' });
    expect(definitionState(withConditions({ type: 'NamesAccepted', status: 'Unknown' }))).toEqual({ kind: 'waiting' });
  });
});
