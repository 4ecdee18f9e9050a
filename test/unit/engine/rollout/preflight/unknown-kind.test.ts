import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { unknownKindSentence } from '../../../../../engine/rollout/preflight/unknown-kind.ts';

const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'shop' } };

describe('a kind that a cluster does not know', () => {
  it('is said where the API server has no page for it', () => {
    expect(unknownKindSentence(route, new Refusal(404, '', 'HTTP 404'))).toBe(
      'The cluster does not know the kind of HTTPRoute "shop", which is HTTPRoute of gateway.networking.k8s.io/v1. Have an administrator install what brings it, or take the object out of the release.',
    );
  });

  it.each([
    ['what it does not find', new Refusal(404, 'NotFound', 'namespaces "shop" not found')],
    ['what it forbids', new Refusal(403, '', 'HTTP 403')],
  ])('is not meant by %s', (_, refusal) => {
    expect(unknownKindSentence(route, refusal)).toBeUndefined();
  });
});
