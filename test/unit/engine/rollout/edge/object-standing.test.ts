import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { isTold, objectStanding } from '../../../../../engine/rollout/edge/object-standing.ts';

const condition = (type: string, status: string, observedGeneration?: number) => ({
  ...{ type, status, reason: 'Because', message: 'of this' },
  ...(observedGeneration !== undefined && { observedGeneration }),
});
const object = (kind: string, status?: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'edge', generation: 2 },
  ...(status !== undefined && { status }),
});

describe('what a controller says of an object of an edge', () => {
  it.each<readonly [string, string, object | undefined, string]>([
    ['a policy that is attached', 'GCPBackendPolicy', { conditions: [condition('Attached', 'True', 2)] }, 'taken'],
    [
      'one that does not say of which generation',
      'GCPBackendPolicy',
      { conditions: [condition('Attached', 'True')] },
      'taken',
    ],
    [
      'one that is attached for each Gateway',
      'HealthCheckPolicy',
      { ancestors: [{ conditions: [condition('Attached', 'True', 2)] }] },
      'taken',
    ],
    ['one that is not', 'GCPBackendPolicy', { conditions: [condition('Attached', 'False', 2)] }, 'refused'],
    [
      'one that is not for one Gateway',
      'GCPBackendPolicy',
      { conditions: [condition('Attached', 'True')], ancestors: [{ conditions: [condition('Attached', 'False')] }] },
      'refused',
    ],
    [
      'one that was not, a generation ago',
      'GCPBackendPolicy',
      { conditions: [condition('Attached', 'False', 1)] },
      'unknown',
    ],
    [
      'one that was, a generation ago',
      'GCPBackendPolicy',
      { conditions: [condition('Attached', 'True', 1)] },
      'unknown',
    ],
    ['one of which nobody speaks', 'GCPGatewayPolicy', undefined, 'unknown'],
    ['one that may be', 'GCPGatewayPolicy', { conditions: [condition('Attached', 'Unknown')] }, 'unknown'],
    [
      'a Gateway that is there',
      'Gateway',
      { conditions: [condition('Accepted', 'True'), condition('Programmed', 'True')] },
      'taken',
    ],
    ['one that is only accepted', 'Gateway', { conditions: [condition('Accepted', 'True')] }, 'unknown'],
    [
      'one that is refused',
      'Gateway',
      { conditions: [condition('Accepted', 'False'), condition('Programmed', 'True')] },
      'refused',
    ],
    [
      'one with a word of something else',
      'Gateway',
      { conditions: [condition('Accepted', 'True'), condition('Programmed', 'True'), condition('Scheduled', 'False')] },
      'taken',
    ],
    ['a certificate that is there', 'Certificate', { conditions: [condition('Ready', 'True')] }, 'taken'],
    ['one that is waited for', 'Certificate', { conditions: [condition('Ready', 'False')] }, 'refused'],
  ])('of %s', (_what, kind, status, standing) => {
    expect(objectStanding(object(kind, status)).kind).toBe(standing);
  });

  it('is said with its reason, and of some kinds alone', () => {
    const refused = objectStanding(object('GCPBackendPolicy', { conditions: [condition('Attached', 'False')] }));
    expect(refused).toEqual({
      kind: 'refused',
      sentence: 'GCPBackendPolicy "edge" has no effect: Attached is False (Because: of this)',
    });
    expect(objectStanding(object('Gateway'))).toEqual({
      kind: 'unknown',
      sentence: 'no controller has said that Gateway "edge" is Accepted as it is now',
    });
    expect(['HTTPRoute', 'Issuer', 'NetworkPolicy', 'toString'].map(isTold)).toEqual([true, true, false, false]);
  });
});
