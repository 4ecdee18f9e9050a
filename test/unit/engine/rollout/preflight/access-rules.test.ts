import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { lifetimeProblems } from '../../../../../engine/rollout/preflight/access-lifetime.ts';
import {
  isListed,
  listRights,
  missingRights,
  missingSentences,
} from '../../../../../engine/rollout/preflight/access-review.ts';
import type { PlannedWait } from '../../../../../engine/rollout/preflight/planned-waits.ts';
import { quantity } from '../../../../../engine/rollout/preflight/quantity.ts';
import type { PolicyRule, Right } from '../../../../../engine/rollout/preflight/rights.ts';
import { clusterOf } from './answering-cluster.ts';

const right = (change: Partial<Right> = {}): Right => ({
  verb: 'get',
  group: '',
  resource: 'pods',
  need: 'must',
  ...change,
});

describe('a quantity', () => {
  it.each<[unknown, number | undefined]>([
    ['1', 1],
    ['500m', 0.5],
    ['1Gi', 2 ** 30],
    ['2k', 2000],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e-3', 0.001],
    ['1e+3', 1000],
    ['.5', 0.5],
    ['1.', 1],
    ['1.25', 1.25],
    ['-1', -1],
    ['+1', 1],
    ['10n', 1e-8],
    ['10u', 1e-5],
    ['1M', 1e6],
    ['1G', 1e9],
    ['1T', 1e12],
    ['1P', 1e15],
    ['1E', 1e18],
    ['1Ki', 2 ** 10],
    ['1Mi', 2 ** 20],
    ['1Ti', 2 ** 40],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
    [2, 2],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    ['x', undefined],
    ['1 Gi', undefined],
    ['1gi', undefined],
    ['a1', undefined],
    ['12e34', 12e34],
    ['.', undefined],
    ['1.2.3', undefined],
  ])('%s is %s', (text, value) => {
    const found = quantity(text);
    if (value === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(value, 12);
  });
});

describe('credentials', () => {
  const now = 1_000_000;
  const of = (
    left: number | undefined,
    isRenewed = false,
    rollback: number | 'none' = 300,
    waits: readonly PlannedWait[] = [],
  ) =>
    lifetimeProblems(
      { endsAt: left === undefined ? undefined : now + left * 1000, isRenewed },
      { timeout: seconds(600), waits, rollback: rollback === 'none' ? undefined : seconds(rollback), now },
    );
  const NOTHING = { refusals: [], notes: [] };

  it('live long enough, or nobody knows how long', () => {
    expect([of(undefined), of(1020), of(720, false, 'none'), of(1020, true)]).toEqual([
      NOTHING,
      NOTHING,
      NOTHING,
      NOTHING,
    ]);
  });

  it('that do not are refused with what they need', () => {
    expect(of(719.9, false, 'none')).toEqual({
      refusals: [
        'The credentials for the cluster end in 719 s, but this rollout may need them for 720 s (timeout 600 s and 120 s around them). Get new ones in a step before this one, let them live longer, or set a shorter timeout.',
      ],
      notes: [],
    });
    expect(of(0).refusals[0]).toMatch(/^The credentials for the cluster ended 0 s ago, but/);
    expect(of(1).refusals[0]).toMatch(/^The credentials for the cluster end in 1 s, but/);
    expect(of(-5).refusals[0]).toMatch(/^The credentials for the cluster ended 5 s ago, but/);
  });

  it('must last through what is waited for on purpose, too', () => {
    const waits = [
      { name: 'bake', length: seconds(60) },
      { name: 'watch-after', length: seconds(900) },
    ];
    expect(of(1980, false, 300, waits)).toEqual(NOTHING);
    expect(of(1979, false, 300, waits).refusals).toEqual([
      'The credentials for the cluster end in 1979 s, but this rollout may need them for 1980 s (timeout 600 s, bake 60 s, watch-after 900 s, rollback-timeout 300 s and 120 s around them). Get new ones in a step before this one, let them live longer, or set shorter times.',
    ]);
  });

  it('that are renewed on the way are a note', () => {
    expect(of(10, true)).toEqual({
      refusals: [],
      notes: ['The credentials for the cluster end in 10 s and will be renewed on the way.'],
    });
  });
});

describe('rights', () => {
  const rule = (change: object = {}) => ({ verbs: ['get'], apiGroups: [''], resources: ['pods'], ...change });
  it.each<[string, PolicyRule, Partial<Right>, boolean]>([
    ['an empty rule', rule({ verbs: [], apiGroups: [], resources: [] }), {}, false],
    ['a rule for other names', rule({ resourceNames: ['a'] }), { name: 'b' }, false],
    ['a rule for the resource, of its subresource', rule(), { resource: 'pods/log' }, false],
    ['a rule for names, of a right for none', rule({ resourceNames: ['a'] }), {}, false],
    ['a rule for subresources of anything, of a resource', rule({ resources: ['*/log'] }), {}, false],
    ['a rule for other subresources', rule({ resources: ['*/exec'] }), { resource: 'pods/log' }, false],
  ])('are not listed by %s', (_, one, change, listed) => {
    expect(isListed({ rules: [one] }, right(change))).toBe(listed);
  });

  it('are listed by one name of several, and for the subresource of anything', () => {
    expect(isListed({ rules: [rule({ resourceNames: ['a', 'b'] })] }, right({ name: 'b' }))).toBe(true);
    expect(isListed({ rules: [rule({ resources: ['*/log'] })] }, right({ resource: 'pods/log' }))).toBe(true);
  });

  it('are listed as the server says, and not at all where it does not', async () => {
    const cluster = clusterOf();
    cluster.review = () => ({ resourceRules: [rule()] });
    expect(await listRights(cluster, 'shop')).toEqual({ rules: [rule()] });
    expect(cluster.questions).toEqual([
      { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: 'shop' } },
    ]);
    const named = rule({ resourceNames: ['api'] });
    cluster.review = () => ({ resourceRules: [named, {}, null] });
    const empty = { verbs: [], apiGroups: [], resources: [] };
    expect(await listRights(cluster, 'shop')).toEqual({
      rules: [named, empty],
    });
    cluster.review = () => ({});
    expect(await listRights(cluster, 'shop')).toEqual({ rules: [] });
    cluster.review = () => undefined;
    expect(await listRights(cluster, 'shop')).toEqual({ rules: [] });
    cluster.fails = 403;
    expect(await listRights(cluster, 'shop')).toEqual({ rules: [] });
    cluster.fails = undefined;
    cluster.review = () => {
      throw new TypeError('ours');
    };
    await expect(listRights(cluster, 'shop')).rejects.toThrow('ours');
  });

  const asked = async (
    answer: (attributes: Readonly<Record<string, unknown>>) => object | undefined,
    ...rights: readonly Right[]
  ) => {
    const cluster = clusterOf();
    cluster.review = (_, spec) => answer(spec['resourceAttributes'] as Readonly<Record<string, unknown>>);
    const found = await missingRights(cluster, { rules: [rule()] }, rights, 'shop');
    const questions = cluster.questions.map((each) => {
      const { kind, spec } = each as { readonly kind: string; readonly spec: object };
      expect(kind).toBe('SelfSubjectAccessReview');
      return spec;
    });
    return { ...found, questions };
  };
  const list = right({ verb: 'list', resource: 'pods/log', group: 'x' });

  it('that are listed are not asked for, others are, each once', async () => {
    const { missing, unclear, questions } = await asked(() => ({ allowed: true }), right(), list, list);
    expect({ missing, unclear }).toEqual({ missing: [], unclear: [] });
    expect(questions).toEqual([
      { resourceAttributes: { namespace: 'shop', verb: 'list', group: 'x', resource: 'pods', subresource: 'log' } },
    ]);
  });

  it('of one object are asked for as a whole, and by its name only where that is refused', async () => {
    const named = right({ verb: 'patch', name: 'api' });
    const whole = { namespace: 'shop', verb: 'patch', group: '', resource: 'pods' };
    const no = await asked(() => ({ allowed: false }), named, right({ verb: 'patch', name: 'web' }));
    expect(no.missing).toHaveLength(2);
    expect(no.questions).toStrictEqual([
      { resourceAttributes: whole },
      { resourceAttributes: { ...whole, name: 'api' } },
      { resourceAttributes: { ...whole, name: 'web' } },
    ]);
    const byName = await asked(({ name }) => ({ allowed: name === 'api' }), named);
    expect(byName.missing).toEqual([]);
    expect((await asked(() => ({ allowed: true }), named)).questions).toHaveLength(1);
  });

  it('are unclear where the server cannot say', async () => {
    expect(await asked(() => ({ allowed: false, evaluationError: 'x' }), list)).toMatchObject({
      missing: [],
      unclear: [list],
    });
    expect(await asked(() => ({ allowed: false, evaluationError: '' }), list)).toMatchObject({
      missing: [list],
      unclear: [],
    });
    expect(await asked(() => undefined, list)).toMatchObject({ missing: [list], unclear: [] });
    const cluster = clusterOf();
    cluster.fails = 500;
    expect(await missingRights(cluster, { rules: [] }, [list], 'shop')).toEqual({ missing: [], unclear: [list] });
    await expect(
      asked(() => {
        throw new TypeError('ours');
      }, list),
    ).rejects.toThrow('ours');
  });

  it('that are missing are one sentence for each resource, with the rule that grants them', () => {
    const kept = right({ verb: 'patch', resource: 'secrets', name: 'kept', byName: true });
    expect(
      missingSentences(
        [right(), kept, right({ verb: 'list' }), right(), right({ resource: 'deployments', group: 'apps' })],
        'shop',
      ),
    ).toEqual([
      'We may not get, list pods in namespace "shop". Add this rule to the Role of the deployer: {"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]} ("sluice rbac" writes the whole Role).',
      'We may not patch secrets "kept" in namespace "shop". Add this rule to the Role of the deployer: {"apiGroups":[""],"resources":["secrets"],"verbs":["patch"],"resourceNames":["kept"]} ("sluice rbac" writes the whole Role).',
      'We may not get deployments.apps in namespace "shop". Add this rule to the Role of the deployer: {"apiGroups":["apps"],"resources":["deployments"],"verbs":["get"]} ("sluice rbac" writes the whole Role).',
    ]);
    expect(missingSentences([kept, { ...kept, name: 'other' }], 'shop')).toHaveLength(2);
    expect(missingSentences([right({ name: 'api' }), right({ name: 'web' })], 'shop')).toHaveLength(1);
    expect(missingSentences([], 'shop')).toEqual([]);
  });
});
