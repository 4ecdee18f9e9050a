import { describe, expect, it } from '@jest/globals';
import { gateway, nginx } from '../../../../domain/edge/edge.ts';
import { ruleOn } from '../../../../manifests-src/bootstrap/rule-on.ts';
import { edgeVariables } from '../../../../manifests-src/edge/edge-variables.ts';

describe('what a process is told of X-Forwarded-For', () => {
  it('is two addresses of the ranges of Google, or one of the pod of a controller', () => {
    expect(edgeVariables({ edge: gateway() })).toEqual({
      FORWARDED_HOPS: '2',
      FORWARDED_FROM: '130.211.0.0/22,35.191.0.0/16',
    });
    expect(edgeVariables({ edge: nginx({ email: 'operators@acme.com' }) })).toMatchObject({
      FORWARDED_HOPS: '1',
      FORWARDED_FROM: expect.stringMatching(/^10\.0\.0\.0\/8,/),
    });
  });
});

describe('a rule of the deployer', () => {
  it('writes nothing where one of its kinds is of the bootstrap', () => {
    expect(ruleOn(['HTTPRoute', 'Gateway'], 'list')).toEqual({
      apiGroups: ['gateway.networking.k8s.io'],
      resources: ['httproutes', 'gateways'],
      verbs: ['get', 'list'],
    });
    expect(ruleOn(['HTTPRoute']).verbs).toEqual(['get', 'create', 'patch', 'delete']);
  });
});
