import { describe, expect, it } from '@jest/globals';
import { NEEDS } from '../../../../../domain/bootstrap-need.ts';
import { rolling } from '../../../../../domain/strategy.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { manifests } from '../releases.ts';

const policy = (service: string): KubernetesObject => ({
  apiVersion: 'networking.gke.io/v1',
  kind: 'GCPBackendPolicy',
  metadata: { name: 'api' },
  spec: { targetRef: { group: '', kind: 'Service', name: service }, default: { securityPolicy: 'edge-production' } },
});
const gateway = (gatewayClassName: string): KubernetesObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge' },
  spec: { gatewayClassName, listeners: [{ name: 'https', protocol: 'HTTPS', port: 443 }] },
});
const GKE = 'gke-l7-global-external-managed';

/** A release with a route, which needs a Gateway and a list of addresses. */
const routed = (backend = 'api'): string => `${manifests('one')}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api, annotations: { ${NEEDS}: GCPBackendPolicy/api Gateway/edge } }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [app.acme.dev]
  rules: [{ backendRefs: [{ name: ${backend}, port: 80 }] }]
`;

const rollOut = async (text: string, ...bootstrap: readonly KubernetesObject[]) => {
  const room = new DeliveryRoom();
  for (const object of bootstrap) room.create(object);
  return await room.rollOut('one', { manifests: text, strategy: rolling() });
};

describe('a release with a route', () => {
  it('is complete once its Gateway is programmed, its list of addresses attached and its route accepted', async () => {
    expect(await rollOut(routed(), gateway(GKE), policy('api'))).toMatchObject({ outcome: 'complete' });
  });

  it('is not complete where the list of addresses is attached to nothing', async () => {
    expect(await rollOut(routed(), gateway(GKE), policy('web'))).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringMatching(
        /^Its pods are ready, but who reaches them is not what the release says: GCPBackendPolicy "api" has no effect: Attached is False \(TargetNotFound: Service "web"/,
      ),
    });
  });

  it('is not complete where its route leads nowhere', async () => {
    expect(await rollOut(routed('web'), gateway(GKE), policy('api'))).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringMatching(/HTTPRoute "api" is not served as it is: ResolvedRefs is False/),
    });
  });

  it('is waited for, and not complete where nobody says anything of its Gateway', async () => {
    expect(await rollOut(routed(), gateway('somebody-elses'), policy('api'))).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringMatching(/no controller has said that Gateway "edge" is Accepted|no Gateway has said/),
    });
  });

  it('that says of nothing that it needs it is complete as before', async () => {
    const plain = routed().replace(/, annotations: \{[^}]*\}/, '');
    expect(await rollOut(plain)).toMatchObject({ outcome: 'complete' });
  });
});
