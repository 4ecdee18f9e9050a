import { describe, expect, it } from '@jest/globals';
import { BOOTSTRAP, NEEDS } from '../../../../../domain/bootstrap-need.ts';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { bootstrapRights, missingBootstrap } from '../../../../../engine/rollout/preflight/bootstrap-needs.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { manifests } from '../releases.ts';

const needing = (needs: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', annotations: { [NEEDS]: needs } },
});
const policy = (name: string): KubernetesObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
});

describe('what a release needs of the bootstrap of its tier', () => {
  it('is missed by kind and name, each that is not there', async () => {
    const room = new DeliveryRoom();
    room.create(policy('default-deny'));
    const object = needing('NetworkPolicy/default-deny NetworkPolicy/api ResourceQuota/pods');
    expect(await missingBootstrap(room.cluster, [object], 'production')).toEqual([
      'Deployment "api" needs NetworkPolicy "api", which does not exist in namespace "production" and which only an administrator may create. Have the bootstrap of the tier applied again.',
      'Deployment "api" needs ResourceQuota "pods", which does not exist in namespace "production" and which only an administrator may create. Have the bootstrap of the tier applied again.',
    ]);
  });

  it('comes by one command, where an object says which file brings it', async () => {
    const { cluster } = new DeliveryRoom();
    const route: KubernetesObject = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name: 'api',
        annotations: { [NEEDS]: 'Gateway/edge', [BOOTSTRAP]: 'shop/k8s/bootstrap/production.yaml' },
      },
    };
    expect(await missingBootstrap(cluster, [needing('NetworkPolicy/api'), route], 'production')).toEqual([
      'Deployment "api" needs NetworkPolicy "api", which does not exist in namespace "production" and which only an administrator may create. Have an administrator run "kubectl apply --server-side -f shop/k8s/bootstrap/production.yaml" from the root of the repository, then roll out again.',
      'HTTPRoute "api" needs Gateway "edge", which does not exist in namespace "production" and which only an administrator may create. Have an administrator run "kubectl apply --server-side -f shop/k8s/bootstrap/production.yaml" from the root of the repository, then roll out again.',
    ]);
  });

  it('is corrected where nobody knows what it would be', async () => {
    const { cluster } = new DeliveryRoom();
    const [first, second, ...more] = await missingBootstrap(
      cluster,
      [needing('Secret/keys networkpolicy/api')],
      'production',
    );
    expect(first).toMatch(
      /needs "Secret\/keys"\. It can name Certificate, .*, LimitRange, NetworkPolicy, ResourceQuota as "Kind\/name"/,
    );
    expect(second).toMatch(/needs "networkpolicy\/api"/);
    expect(more).toEqual([]);
  });

  it('is a right to get each of them, which a rollout cannot be without', () => {
    expect(bootstrapRights(needing('NetworkPolicy/api LimitRange/containers'))).toEqual([
      { verb: 'get', group: 'networking.k8s.io', resource: 'networkpolicies', name: 'api', need: 'must' },
      { verb: 'get', group: '', resource: 'limitranges', name: 'containers', need: 'must' },
    ]);
    expect(bootstrapRights({ ...needing(''), metadata: { name: 'api' } })).toEqual([]);
  });

  it('is no sentence for whoever may not look, whose right is missed by name, and a failure where nobody answers', async () => {
    const { cluster } = new DeliveryRoom();
    const object = needing('NetworkPolicy/api');
    cluster.get = async () => {
      throw new Refusal(403, 'Forbidden', 'no');
    };
    expect(await missingBootstrap(cluster, [object], 'production')).toEqual([]);
    cluster.get = async () => {
      throw new Refusal(500, 'InternalError', 'no');
    };
    await expect(missingBootstrap(cluster, [object], 'production')).rejects.toMatchObject({ status: 500 });
  });

  it('refuses a rollout before the first write, and lets it go on once it is there', async () => {
    const room = new DeliveryRoom();
    const text = manifests('one').replace(
      /(kind: Deployment\n\s*metadata:) \{ name: api/,
      `$1 { annotations: { ${NEEDS}: NetworkPolicy/api }, name: api`,
    );
    expect(text).toContain(NEEDS);
    const refused = await room.rollOut('one', { manifests: text });
    expect(refused).toMatchObject({ outcome: 'refused', sentence: expect.stringMatching(/needs NetworkPolicy "api"/) });
    expect(room.cluster.writes).toEqual([]);
    room.create(policy('api'));
    expect(await room.rollOut('one', { manifests: text })).toMatchObject({ outcome: 'complete' });
  });
});
