import { afterEach, describe, expect, it } from '@jest/globals';
import { knownResource } from '../../../../engine/rollout/known-kinds.ts';
import { parseManifests } from '../../../../engine/rollout/manifests.ts';
import { type Right, rightsFor, rulesFor } from '../../../../engine/rollout/preflight/rights.ts';
import { minimumRole } from '../../../../engine/rollout/preflight/role.ts';
import { writeHistory } from '../../../../engine/rollout/state/history-secret.ts';
import { image, manifests } from '../../engine/rollout/releases.ts';
import { type Gate, rbacGate } from './rbac-gate.ts';
import { RolloutWorld } from './rollout-world.ts';

const SCRIPTS = {
  one: { runs: [{ readyAfter: 1_000 }] },
  two: { runs: [{ readyAfter: 1_000 }] },
  broken: { runs: [{ exit: { code: 3, after: 500 }, logs: ['boom'] }] },
} as const;
const { objects } = parseManifests(manifests('one'), 'shop');
const role = minimumRole(objects, { name: 'sluice-deployer', namespace: 'shop' });

let world: RolloutWorld;
afterEach(() => world.close());

const behind = async (gate: Gate) => {
  world = await RolloutWorld.open(SCRIPTS);
  world.proxy.fault = rbacGate(gate, (path) => {
    const [, group = '', resource = '', name = ''] =
      /^\/(?:api|apis\/([^/]+))\/[^/]+\/namespaces\/shop\/([^/]+)\/(.+)$/.exec(path) ?? [];
    return world.embedded.store.get({ group, resource }, 'shop', name) !== undefined;
  });
  return world;
};

describe('the minimum Role', () => {
  it('holds of Secrets the history alone, by name, and nothing of the whole cluster', async () => {
    expect(role.rules.filter(({ resources }) => resources.includes('secrets'))).toEqual([
      {
        ...{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'create', 'patch'] },
        resourceNames: ['sluice-history-api'],
      },
    ]);
    expect(
      role.rules.flatMap(({ verbs, resources, apiGroups }) => [...verbs, ...resources, ...apiGroups]),
    ).not.toContain('*');
    for (const { apiGroups, resources } of role.rules)
      expect(apiGroups.includes('rbac.authorization.k8s.io') || resources.includes('namespaces')).toBe(false);
    world = await behind(role);
  });

  it('is enough for a rollout, a failed one and its rollback, logs included', async () => {
    world = await behind(role);
    expect(await world.rollOut('one')).toMatchObject({ outcome: 'complete' });
    const failed = await world.rollOut('broken');
    expect(failed).toMatchObject({ outcome: 'rolled-back' });
    expect(failed.sentence).toContain('boom');
    expect(world.liveImage).toBe(image('one'));
    expect(world.log.join('\n')).not.toMatch(/We may not/);
  });

  it('is refused by name and rule before the first write when any verb that must be there is taken away', async () => {
    const all = [...objects, writeHistory([], 'api', 'shop')];
    const rights = rightsFor(all, ({ apiVersion, kind }) => knownResource(apiVersion, kind)?.plural);
    const needed = rights
      .filter(({ need, verb }) => need === 'must' || verb === 'create')
      .filter(({ resource }) => resource !== 'leases');
    expect(needed.length).toBeGreaterThan(12);
    for (const right of needed) {
      world = await behind({ rules: rulesFor(without(rights, right)) });
      const result = await world.rollOut('one');
      expect({ right, ...result }).toMatchObject({ outcome: 'refused' });
      expect(result.sentence).toContain(`We may not ${right.verb}`);
      expect(result.sentence).toContain(
        JSON.stringify({
          ...{ apiGroups: [right.group], resources: [right.resource], verbs: [right.verb] },
          ...(right.byName && { resourceNames: [right.name] }),
        }),
      );
      expect(writes()).toEqual([]);
      await world.close();
    }
    world = await behind(role);
  });

  it('without logs goes on, and says what will be missing', async () => {
    world = await behind({ rules: role.rules.filter(({ resources }) => !resources.includes('pods/log')) });
    expect(await world.rollOut('one')).toMatchObject({ outcome: 'complete' });
    expect(world.log.join('\n')).toMatch(
      /We may not get pods\/log in namespace "shop"\..*a failure is explained less well/,
    );
  });
});

describe('an incomplete rules review', () => {
  it('refuses nothing by itself: what is not listed is asked, and allowed', async () => {
    world = await behind({ rules: role.rules, listed: [], incomplete: true });
    expect(await world.rollOut('one')).toMatchObject({ outcome: 'complete' });
    expect(world.proxy.seen.some(({ url }) => url.includes('selfsubjectaccessreviews'))).toBe(true);
  });

  it('refuses what is asked and not allowed', async () => {
    const rules = role.rules.filter(({ resources }) => !resources.includes('events'));
    world = await behind({ rules, listed: [], incomplete: true });
    expect(await world.rollOut('one')).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(
        /^We may not list, watch events in namespace "shop"\. Add this rule to the Role of the deployer: \{"apiGroups":\[""\],"resources":\["events"\],"verbs":\["list","watch"\]\}/,
      ),
    });
    expect(writes()).toEqual([]);
  });
});

const without = (rights: readonly Right[], { verb, group, resource }: Right): readonly Right[] =>
  rights.filter((right) => right.verb !== verb || right.group !== group || right.resource !== resource);
const writes = () =>
  world.proxy.seen.filter(({ method, url }) => method === 'PATCH' && !url.includes('dryRun')).map(({ url }) => url);
