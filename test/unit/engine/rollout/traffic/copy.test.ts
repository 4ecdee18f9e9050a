import { describe, expect, it } from '@jest/globals';
import { exposedWorkload } from '../../../../../engine/rollout/exposed-workload.ts';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import {
  colouredCopy,
  colouredDeployment,
  followerOf,
  heldTo,
  idleCopy,
  isPodOf,
  liveCopy,
  previewService,
  selectorChange,
} from '../../../../../engine/rollout/traffic/copy.ts';
import { deployable } from '../embedded-room.ts';

const FOLLOWERS = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 9 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: api }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } }
`;
const exposed = exposedWorkload(parseManifests(deployable('good-1') + FOLLOWERS, 'production'), 'Blue-green');
const service = (selector: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api' },
  spec: { selector },
});
const original = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };

describe('the two copies', () => {
  it.each([
    ['nobody before the first deploy', undefined, undefined, undefined, 'api-blue'],
    ['nobody while a Service leads to nothing', service({ app: 'api' }), undefined, undefined, 'api-blue'],
    ['the Deployment from before', service({ app: 'api' }), original, 'api', 'api-green'],
    ['a colour', service({ app: 'api', 'sluice.dev/colour': 'green' }), original, 'api-green', 'api-blue'],
    ['the other colour', service({ app: 'api', 'sluice.dev/colour': 'blue' }), undefined, 'api-blue', 'api-green'],
  ])('traffic is with %s', (_, found, before, live, idle) => {
    const copy = liveCopy(exposed, found, before);
    expect(copy?.workload).toBe(live);
    expect(idleCopy(exposed, copy).workload).toBe(idle);
  });

  it('have the colour in selector and pods from their creation', () => {
    expect(colouredDeployment(exposed, colouredCopy(exposed, 'green'))).toMatchObject({
      metadata: { name: 'api-green' },
      spec: {
        selector: { matchLabels: { app: 'api', 'sluice.dev/colour': 'green' } },
        template: { metadata: { labels: { app: 'api', 'sluice.dev/colour': 'green' } } },
      },
    });
  });

  it('leave the number of their pods to a patch', () => {
    expect(colouredDeployment(exposed, colouredCopy(exposed, 'green'))['spec']).not.toHaveProperty('replicas');
  });

  it('are told apart by the names of their pods', () => {
    const green = colouredCopy(exposed, 'green');
    const before = { workload: 'api', colour: undefined, selector: {} };
    expect(['api-green-5d4-x', 'api-5d4-x', 'web-5d4-x'].map((pod) => isPodOf(green, pod))).toEqual([
      true,
      false,
      false,
    ]);
    expect(['api-green-5d4-x', 'api-5d4-x', 'web-5d4-x'].map((pod) => isPodOf(before, pod))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('are switched between by a patch that takes away what the other does not have', () => {
    const held = heldTo({ workload: 'api', colour: undefined, selector: { app: 'api' } }, '5d4');
    expect(selectorChange(held.selector, colouredCopy(exposed, 'green').selector)).toEqual({
      app: 'api',
      'pod-template-hash': null,
      'sluice.dev/colour': 'green',
    });
  });
});

describe('what comes with a copy', () => {
  it('is a preview inside the cluster, without ports of the nodes', () => {
    const open = {
      ...exposed,
      service: {
        ...exposed.service,
        spec: { type: 'LoadBalancer', selector: { app: 'api' }, ports: [{ port: 80, nodePort: 30080 }] },
      },
    };
    expect(previewService(open, colouredCopy(exposed, 'blue'))).toMatchObject({
      metadata: { name: 'api-preview' },
      spec: { selector: { app: 'api', 'sluice.dev/colour': 'blue' }, ports: [{ port: 80 }] },
    });
    expect(JSON.stringify(previewService(open, colouredCopy(exposed, 'blue')))).not.toMatch(/nodePort|LoadBalancer/);
  });

  it('is an autoscaler and a budget that follow the traffic', () => {
    const green = colouredCopy(exposed, 'green');
    expect(exposed.followers.map((follower) => followerOf(exposed, follower, green))).toMatchObject([
      {
        kind: 'PodDisruptionBudget',
        spec: { selector: { matchLabels: { app: 'api', 'sluice.dev/colour': 'green' } } },
      },
      { kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef: { name: 'api-green' }, maxReplicas: 9 } },
    ]);
  });
});
