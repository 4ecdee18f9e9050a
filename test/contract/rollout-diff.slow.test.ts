import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tierBootstrapObjects, tierManifests } from '../../cli/rollout/tier-manifests.ts';
import { branch } from '../../domain/branch.ts';
import { gke, workloadIdentity } from '../../domain/cluster.ts';
import { delivery } from '../../domain/delivery.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { artifactRegistry } from '../../domain/registry.ts';
import { node } from '../../domain/runtime/words.ts';
import { service } from '../../domain/service.ts';
import { tier } from '../../domain/tier.ts';
import { variable } from '../../domain/variable.ts';
import { knownResource } from '../../engine/rollout/known-kinds.ts';
import { CommandWorld, image, NAMESPACE } from './command-world.ts';

const config = (mode: string) => `
import { artifactRegistry, branch, delivery, gke, node, service, tier, variable, workloadIdentity } from '@sluice-delivery/sluice';
export default delivery({
  registry: artifactRegistry({ project: variable('GCP_PROJECT'), location: 'here', repository: 'app', unprotected: 'app-dev' }),
  cluster: gke({ name: 'one', location: 'here', identity: workloadIdentity(variable('GCP_WIF_POOL')) }),
  services: [service({ name: 'good', path: 'good', port: 8080, test: node({ command: 'npm test' }), environment: { MODE: '${mode}' } })],
  tiers: [tier('dev', { from: branch('main'), namespace: '${NAMESPACE}' })],
});
`;

/** The same, here. */
const dev = tier('dev', { from: branch('main'), namespace: NAMESPACE });
const good = service({
  name: 'good',
  path: 'good',
  port: 8080,
  test: node({ command: 'npm test' }),
  environment: { MODE: 'one' },
});
const platform = delivery({
  registry: artifactRegistry({
    project: variable('GCP_PROJECT'),
    location: 'here',
    repository: 'app',
    unprotected: 'app-dev',
  }),
  cluster: gke({ name: 'one', location: 'here', identity: workloadIdentity(variable('GCP_WIF_POOL')) }),
  services: [good],
  tiers: [dev],
});

let world: CommandWorld;
beforeAll(async () => {
  world = await CommandWorld.start();
});
afterAll(() => world.close());

/** Every object, in the version that it has. */
const everything = () =>
  JSON.stringify(
    ['deployments', 'services', 'serviceaccounts', 'secrets', 'configmaps', 'leases', 'networkpolicies'].map(
      (resource) =>
        [...world.store.list({ group: GROUPS[resource] ?? '', resource })].map(
          ({ metadata: { name, generation, managedFields } }) => ({
            name,
            generation,
            managers: managedFields?.map(({ manager }) => manager),
          }),
        ),
    ),
  );
const GROUPS: Readonly<Record<string, string>> = {
  deployments: 'apps',
  leases: 'coordination.k8s.io',
  networkpolicies: 'networking.k8s.io',
};

const diff = async (mode: string, ...more: string[]) => {
  await mkdir(join(world.folder, 'repository', 'good'), { recursive: true });
  return world.run(['diff', 'dev', '--config', await world.file('repository/sluice.config.ts', config(mode)), ...more]);
};

describe('sluice rollout diff, on a cluster and without GitHub', () => {
  it('says that everything is new and what an administrator has to apply first, and ends with 1 as kubectl diff does', async () => {
    const before = everything();
    const { code, out, err } = await diff('one');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('+ Deployment "good" is created');
    expect(out).toContain(
      'Only an administrator may apply this, and no rollout does: kubectl apply --server-side -f k8s/bootstrap/dev.yaml',
    );
    expect(out).toContain('+ NetworkPolicy "default-deny" is missing');
    expect(out).toContain('A rollout to dev would change 4 objects.');
    expect(everything()).toBe(before);
  });

  it('says that nothing would change where that very release runs, with 0', async () => {
    for (const object of tierBootstrapObjects(platform, dev).objects) {
      const resource = knownResource(object.apiVersion, object.kind)?.plural ?? '';
      const group = object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '';
      if (object.kind !== 'Namespace') world.store.create({ group, resource }, JSON.parse(JSON.stringify(object)));
    }
    const text = await tierManifests(
      { delivery: platform, root: world.folder, service: good, tier: dev },
      parseDigestReference(image('good')),
    );
    const applied = await world.run([
      'apply',
      '-f',
      await world.file('good.yaml', text),
      '--service',
      'good',
      '--stable-for',
      '1',
    ]);
    expect(applied).toMatchObject({ code: 0 });
    const before = everything();
    const { code, out } = await diff('one');
    expect(out.split('\n')).toEqual([
      'good: all 4 objects are as they would be',
      'Only an administrator may apply this, and no rollout does: kubectl apply --server-side -f k8s/bootstrap/dev.yaml',
      '  ~ Namespace "shop"',
      '      metadata.labels.environment: nothing → "dev"',
      '      metadata.labels.pod-security.kubernetes.io/enforce: nothing → "restricted"',
      'A rollout to dev would change nothing.',
      '',
    ]);
    expect(code).toBe(0);
    expect(everything()).toBe(before);
  });

  it('tells field by field what the repository would change, for programs as well', async () => {
    const { code, out } = await diff('two', '-o', 'json');
    expect(code).toBe(1);
    const { services } = JSON.parse(out);
    expect(services[0].objects.filter(({ kind }: { kind: string }) => kind !== 'same')).toEqual([
      {
        kind: 'changed',
        name: 'Deployment "good"',
        fields: [{ field: 'spec.template.spec.containers[good].env[MODE].value', before: 'one', after: 'two' }],
      },
    ]);
  });

  it('cannot tell of a tier that there is not, nor of a cluster that does not answer, with 2', async () => {
    const other = await world.run([
      'diff',
      'production',
      '--config',
      join(world.folder, 'repository/sluice.config.ts'),
    ]);
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('Wanted one of: dev.') });
    const nobody = await diff('one', '--context', 'nobody');
    expect(nobody.code).toBe(2);
  });
});
