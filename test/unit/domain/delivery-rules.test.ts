import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import { type Delivery, delivery, InvalidDelivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { missingPaths } from '../../../domain/missing-paths.ts';
import type { Seconds } from '../../../domain/seconds.ts';
import { platform } from '../../fixtures/platform.ts';

const [dev, staging, production] = platform.tiers;
const [api] = platform.services;
if (!dev || !staging || !production || !api) throw new Error('The demo has three tiers and a service.');
const changed = (change: Partial<Delivery>): Delivery => ({ ...platform, ...change });

describe('a delivery', () => {
  it('of the demo has no problem', () => {
    expect(checkDelivery(platform)).toEqual([]);
  });

  const cases: readonly {
    readonly name: string;
    readonly broken: Delivery;
    readonly field: string;
    readonly value: unknown;
  }[] = [
    {
      name: 'a tier without a branch',
      broken: changed({ tiers: [{ ...dev, from: { kind: 'branch', pattern: '' } }, staging, production] }),
      field: 'tiers[0].from',
      value: { kind: 'branch', pattern: '' },
    },
    {
      name: 'two tiers on one branch',
      broken: changed({ tiers: [dev, { ...staging, from: dev.from }, production] }),
      field: 'tiers[1].from',
      value: 'feature/**',
    },
    {
      name: 'a tier after one that does not exist',
      broken: changed({ tiers: [dev, staging, { ...production, after: 'stagging' }] }),
      field: 'tiers[2].after',
      value: 'stagging',
    },
    {
      name: 'a negative grace',
      broken: changed({ tiers: [{ ...dev, graces: { unschedulable: -1 as Seconds } }, staging, production] }),
      field: 'tiers[0].graces',
      value: { unschedulable: -1 },
    },
    {
      name: 'a negative timeout',
      broken: changed({ tiers: [{ ...dev, timeout: -1 as Seconds }, staging, production] }),
      field: 'tiers[0].timeout',
      value: -1,
    },
    {
      name: 'a name Kubernetes refuses',
      broken: changed({ services: [{ ...api, name: 'AI_Agent' }] }),
      field: 'services[0].name',
      value: 'AI_Agent',
    },
    {
      name: 'a port that is none',
      broken: changed({ services: [{ ...api, port: 70_000 }] }),
      field: 'services[0].port',
      value: 70_000,
    },
    {
      name: 'a path that leaves the repository',
      broken: changed({ services: [{ ...api, path: '../x' }] }),
      field: 'services[0].path',
      value: '../x',
    },
    {
      name: 'memory that is no quantity',
      broken: changed({ tiers: [{ ...dev, resources: { ...dev.resources, memory: 'lots' } }, staging, production] }),
      field: 'tiers[0].resources.memory',
      value: 'lots',
    },
    {
      name: 'a rollout that can never move',
      broken: changed({
        tiers: [{ ...dev, rollout: { kind: 'rolling', maxSurge: 0, maxUnavailable: 0 } }, staging, production],
      }),
      field: 'tiers[0].rollout',
      value: { kind: 'rolling', maxSurge: 0, maxUnavailable: 0 },
    },
  ];
  it('with people to ask for a tier that every branch can write is refused, and says why', () => {
    const approval = production.approval;
    expect(checkDelivery(changed({ tiers: [{ ...dev, approval }, staging, production] }))).toContainEqual({
      field: 'tiers[0].approval',
      value: approval,
      message: expect.stringContaining('trust is "unprotected"'),
    });
    // Protected, or without an approval, it is none of this rule's concern.
    const asked = checkDelivery(changed({ tiers: [dev, { ...staging, approval }, production] }));
    expect(asked.map(({ field }) => field)).not.toContain('tiers[1].approval');
  });

  it('with people to ask for whatever branch of a pattern comes is refused, and says why', () => {
    const from = branch('release/**');
    expect(checkDelivery(changed({ tiers: [dev, staging, { ...production, from }] }))).toContainEqual({
      field: 'tiers[2].from',
      value: 'release/**',
      message: expect.stringContaining('one branch by its name'),
    });
    expect(checkDelivery(changed({ tiers: [dev, { ...staging, from }, production] }))).toEqual([]);
  });

  for (const { name, broken, field, value } of cases) {
    it(`with ${name} is refused, naming field and value`, () => {
      expect(checkDelivery(broken)).toContainEqual(expect.objectContaining({ field, value }));
    });
  }

  it('reports all its problems at once', () => {
    expect(() =>
      delivery(changed({ services: [{ ...api, name: 'A', port: 0 }], tiers: [{ ...dev, namespace: 'N!' }] })),
    ).toThrow(/3 problems[\s\S]*services\[0\]\.name[\s\S]*services\[0\]\.port[\s\S]*tiers\[0\]\.namespace/);
  });

  it('names the folder of a service that does not exist, and not what would lie in it', () => {
    expect(missingPaths(platform, (path) => !path.includes('/dashboard'))).toEqual([
      {
        field: 'services[1].path',
        value: 'examples/ai-agent-platform/dashboard',
        message: 'There is no such folder in the repository.',
      },
    ]);
  });

  it.each([
    ['Dockerfile', 'services[0].path', 'websocket-server/Dockerfile'],
    ['requirements.txt', 'services[0].test.requirements', 'websocket-server/requirements.txt'],
    ['requirements.txt', 'tiers[1].verify.requirements', 'e2e/requirements.txt'],
  ])('names the %s that is missing, at %s', (name, field, path) => {
    expect(missingPaths(platform, (each) => !each.endsWith(`/${name}`))).toContainEqual({
      field,
      value: `examples/ai-agent-platform/${path}`,
      message: 'There is no such file in the repository.',
    });
    expect(missingPaths({ ...platform, root: '' }, (each) => each !== path)).toEqual([
      { field, value: path, message: 'There is no such file in the repository.' },
    ]);
  });

  it('names what tests read and nobody has', () => {
    const broken = changed({ services: [{ ...api, testInputs: ['e2e', 'shared/words.txt'] }] });
    expect(missingPaths(broken, (each) => !each.includes('/shared'))).toEqual([
      {
        field: 'services[0].testInputs[1]',
        value: 'examples/ai-agent-platform/shared/words.txt',
        message: 'There is no such file in the repository.',
      },
    ]);
  });

  it('says what is missing together with what is wrong, and still when half of it is no record', () => {
    const record = changed({ services: [{ ...api, port: 0, path: 'nowhere' }, undefined as never] });
    const said = (): unknown => {
      try {
        return delivery(record);
      } catch (error) {
        return error instanceof InvalidDelivery ? error.with(() => false).problems.map(({ field }) => field) : error;
      }
    };
    expect(said()).toEqual(['services[1]', 'services[0].port', 'services[0].path', 'tiers[1].verify.path']);
  });
});
