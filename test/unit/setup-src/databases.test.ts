import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '../../../domain/problem.ts';
import { platform } from '../../fixtures/platform.ts';
import { readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { withServiceAccounts } from './service-accounts.ts';
import { EMPTY, FULL, filesOf } from './setup-of.ts';
import { FULL_DATABASES, podOf, withDatabases } from './with-databases.ts';

const { script, terraform, identities } = filesOf(withDatabases());
const told = JSON.parse(identities);
const blocks = readHcl(terraform);

const NAMES = ['agents-dev', 'agents-staging', 'agents-production'];
const conditionOf = (name: string): string => `resource.name == 'projects/ai-agent-platform/databases/${name}'`;
const RIGHTS = [
  [podOf('dev', 'ai-agent-api'), 'roles/datastore.user', conditionOf('agents-dev')],
  [podOf('staging', 'ai-agent-api'), 'roles/datastore.user', conditionOf('agents-staging')],
  [podOf('staging', 'dashboard'), 'roles/datastore.user', conditionOf('agents-staging')],
  [podOf('production', 'ai-agent-api'), 'roles/datastore.user', conditionOf('agents-production')],
  [podOf('production', 'dashboard'), 'roles/datastore.user', conditionOf('agents-production')],
];

const on = (calls: readonly Call[], command: string): readonly Call[] =>
  calls.filter(({ program, words }) => program === 'gcloud' && words.join(' ').startsWith(command));
const isProtected = ({ flags }: Call): boolean | undefined =>
  flags.some(([name]) => name === '--delete-protection')
    ? true
    : flags.some(([name]) => name === '--no-delete-protection')
      ? false
      : undefined;

it('are for the account that the pods of a tier run as', () => {
  const tiers = platform.tiers.map((tier) => ({ ...tier, namePrefix: tier.name === 'production' ? 'live-' : '' }));
  const { pods } = JSON.parse(filesOf(withDatabases({ ...platform, tiers })).identities);
  expect(JSON.stringify(pods)).toContain(podOf('production', 'live-dashboard'));
  expect(JSON.stringify(pods)).not.toContain(podOf('production', 'dashboard'));
  expect(JSON.stringify(pods)).toContain(podOf('staging', 'dashboard'));
});

describe('the databases of tiers', () => {
  const { calls, status, said } = runScript(script, EMPTY);

  it('are made by the script, one for each tier and none called (default), and those of protected tiers cannot be deleted', () => {
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(
      on(calls, 'firestore databases create').map((call) => [
        flag(call, '--database'),
        flag(call, '--location'),
        flag(call, '--type'),
        isProtected(call),
      ]),
    ).toEqual(NAMES.map((name) => [name, 'asia-northeast3', 'firestore-native', name !== 'agents-dev']));
    expect(script).not.toContain('(default)');
  });

  it('are the same in Terraform and in identities.json', () => {
    const planned = blocks.filter(({ labels }) => labels[0] === 'google_firestore_database');
    const of = ({ attributes }: (typeof planned)[number]) => [
      attributes.get('name'),
      attributes.get('location_id'),
      attributes.get('type'),
      attributes.get('delete_protection_state'),
      attributes.get('deletion_policy'),
    ];
    expect(planned.map(of)).toEqual(
      NAMES.map((name) => [
        name,
        'asia-northeast3',
        'FIRESTORE_NATIVE',
        `DELETE_PROTECTION_${name === 'agents-dev' ? 'DISABLED' : 'ENABLED'}`,
        'ABANDON',
      ]),
    );
    expect(told.databases).toEqual(
      NAMES.map((name) => ({ name, location: 'asia-northeast3', deleteProtection: name !== 'agents-dev' })),
    );
  });

  it('are reached each by the pods of their tier alone, by one condition that names them', () => {
    const scripted = on(calls, 'projects add-iam-policy-binding')
      .filter((call) => flag(call, '--condition') !== 'None')
      .map((call) => {
        const [, expression, title] = /^expression=(.*),title=(.*)$/.exec(flag(call, '--condition') ?? '') ?? [];
        expect(expression).toBe(conditionOf(title ?? ''));
        return [flag(call, '--member'), flag(call, '--role'), expression];
      });
    const planned = blocks.flatMap(({ labels, attributes, blocks: inner }) => {
      const condition = inner.find(({ type }) => type === 'condition')?.attributes;
      return labels[0] === 'google_project_iam_member' && condition !== undefined
        ? [[attributes.get('member'), attributes.get('role'), condition.get('expression')]]
        : [];
    });
    expect(scripted).toEqual(RIGHTS);
    expect(planned).toEqual(RIGHTS);
    expect(
      told.pods.map(({ principal, right }: { principal: string; right: Record<string, string> }) => [
        principal,
        right['role'],
        right['condition'],
      ]),
    ).toEqual(RIGHTS);
  });

  it('are not made twice, and what is there is protected as the delivery says', () => {
    const again = runScript(script, FULL_DATABASES);
    expect([again.status, again.said]).toEqual([0, '']);
    expect(on(again.calls, 'firestore databases create')).toEqual([]);
    expect(
      on(again.calls, 'firestore databases update').map((call) => [flag(call, '--database'), isProtected(call)]),
    ).toEqual(NAMES.map((name) => [name, name !== 'agents-dev']));
  });

  it('need no service of the cloud, and leave no word anywhere, where no service keeps data', () => {
    const none = filesOf();
    expect(Object.values(none).join('\n')).not.toMatch(/firestore|svc\.id\.goog|datastore/);
    expect(script).toContain('firestore.googleapis.com');
  });
});

describe('what there is beside the databases', () => {
  const complaint = (answers: Parameters<typeof runScript>[1]): string => {
    const { status, said } = runScript(script, { ...answers, ...FULL_DATABASES });
    expect([status, said.trim().split('\n').length]).toEqual([1, 1]);
    return said;
  };
  const having = (line: string) => ({ '*condition.expression*': { says: line } });

  it.each([
    ['a right on every database', `roles/datastore.user ${podOf('staging', 'ai-agent-api')} `],
    [
      'a right on the database of another tier',
      `roles/datastore.user ${podOf('staging', 'ai-agent-api')} ${conditionOf('agents-production')}`,
    ],
    [
      'a role that may delete',
      `roles/datastore.owner ${podOf('staging', 'ai-agent-api')} ${conditionOf('agents-staging')}`,
    ],
    ['a right of other pods of the tier', `roles/datastore.user ${podOf('staging', 'default')} `],
    [
      'a right of all pods of the tier',
      `roles/datastore.user ${podOf('staging', 'x').replace(/subject.*/, 'namespace/staging')} `,
    ],
    [
      'a right of all pods of a cluster',
      `roles/editor ${podOf('staging', 'x').replace(/subject.*/, 'kubernetes.cluster/https://container.googleapis.com/v1/x')} `,
    ],
  ])('is told: %s', (_, line) => {
    expect(complaint(having(line))).toContain(`which the delivery does not need: ${line}. Remove it.`);
  });

  it.each([
    ['elsewhere', 'eur3 FIRESTORE_NATIVE'],
    ['of another kind', 'asia-northeast3 DATASTORE_MODE'],
  ])('is told: a database that is there already, %s', (_, says) => {
    expect(complaint({ '*describe*--database=agents-staging*': { says } })).toContain(
      `The database agents-staging is ${says}, wanted: asia-northeast3 FIRESTORE_NATIVE.`,
    );
  });

  it.each([
    [
      'what the delivery gives',
      `roles/datastore.user ${podOf('staging', 'dashboard')} ${conditionOf('agents-staging')}`,
    ],
    ['pods of namespaces of others', `roles/datastore.user ${podOf('shop', 'api')} `],
    ['people', 'roles/owner user:ada@example.com '],
  ])('is not: %s', (_, line) => {
    expect(runScript(script, { ...having(line), ...FULL_DATABASES })).toMatchObject({ status: 0, said: '' });
  });

  it('is not asked for where nobody keeps data', () => {
    const { calls } = runScript(filesOf().script, { ...FULL });
    expect(on(calls, 'firestore')).toEqual([]);
  });
});

it('pods without a principal are refused: an organization that cannot name those', () => {
  const refused = (): unknown => filesOf(withServiceAccounts(withDatabases()));
  expect(refused).toThrow(InvalidInput);
  expect(refused).toThrow(/cluster\.identity\.pool\.members = "service-accounts": Pods have rights on databases/);
  expect(() => filesOf(withServiceAccounts(platform))).not.toThrow();
});
