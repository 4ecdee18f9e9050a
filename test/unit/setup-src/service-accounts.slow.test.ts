import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { branch } from '../../../domain/branch.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { tier } from '../../../domain/tier.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { setupProblems } from '../../../setup-src/problems.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { platform } from '../../fixtures/platform.ts';
import { readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { accountOf, withServiceAccounts } from './service-accounts.ts';
import { EMPTY, FULL, filesOf, placeOf } from './setup-of.ts';
import { identitiesIn } from './told-identities.ts';

const DELIVERY = withServiceAccounts();
const { script, terraform, identities } = filesOf(DELIVERY);
const told = identitiesIn(identities);
const names = told.identities.map(({ name }) => name);
const { calls } = runScript(script, EMPTY);
const blocks = readHcl(terraform);
const called = (command: string): readonly Call[] =>
  calls.filter(({ program, words }) => `${program} ${words.join(' ')}`.startsWith(command));
const resources = (type: string) => blocks.filter(({ labels }) => labels[0] === type);
const sorted = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('a delivery whose identities act as service accounts', () => {
  it('has one for each identity, in identities.json, the script and the Terraform alike', () => {
    expect(names).toHaveLength(5);
    expect(told.identities.map(({ serviceAccount }) => serviceAccount)).toEqual(names.map(accountOf));
    expect(called('gcloud iam service-accounts create').map(({ words }) => words.at(-1))).toEqual(names);
    expect(resources('google_service_account').map(({ attributes }) => attributes.get('account_id'))).toEqual(names);
  });

  it('lets the principal of the identity act as it, and nobody else', () => {
    const wanted = told.identities.map(({ name, principal }) => [name, principal, 'roles/iam.workloadIdentityUser']);
    const scripted = called('gcloud iam service-accounts add-iam-policy-binding').map((call) => [
      call.words.at(-1)?.replace(/@.*/, ''),
      flag(call, '--member'),
      flag(call, '--role'),
    ]);
    const planned = resources('google_service_account_iam_member').map(({ attributes }) => [
      Object(attributes.get('service_account_id')).reference?.replace(/^google_service_account\.(.*)\.name$/, '$1'),
      attributes.get('member'),
      attributes.get('role'),
    ]);
    expect(sorted(scripted)).toEqual(sorted(wanted));
    expect(sorted(planned)).toEqual(sorted(wanted));
  });

  it('gives every right to the account, and none to the principal', () => {
    const wanted = told.identities.flatMap(({ name, rights }) =>
      rights.flatMap((right) =>
        right.kind === 'namespace' ? [] : [[name, right.role, right.repository ?? told.project.id]],
      ),
    );
    const scripted = [
      ...called('gcloud artifacts repositories add-iam-policy-binding'),
      ...called('gcloud projects add-iam-policy-binding'),
    ].map((call) => {
      const [, name] = /^serviceAccount:(.*)@ai-agent-platform\.iam\.gserviceaccount\.com$/.exec(
        flag(call, '--member') ?? '',
      ) ?? [undefined, flag(call, '--member')];
      return [name, flag(call, '--role'), call.words.at(-1)];
    });
    const planned = [
      ...resources('google_artifact_registry_repository_iam_member'),
      ...resources('google_project_iam_member'),
    ].map(({ attributes }) => {
      const repository: string | undefined = Object(attributes.get('repository')).reference?.split('.')[1];
      return [
        Object(attributes.get('member')).reference?.replace(/^google_service_account\.(.*)\.member$/, '$1'),
        attributes.get('role'),
        repository ?? attributes.get('project'),
      ];
    });
    expect(sorted(scripted)).toEqual(sorted(wanted));
    expect(sorted(planned)).toEqual(sorted(wanted));
  });

  it('makes the accounts before anything names them, and enables what gives their tokens', () => {
    const said = calls.map(({ words }) => words.join(' '));
    const first = said.findIndex((text) => /add-iam-policy-binding/.test(text));
    const last = said.findLastIndex((text) => text.startsWith('iam service-accounts create'));
    expect(last).toBeLessThan(first);
    expect(called('gcloud services enable')[0]?.words).toContain('iamcredentials.googleapis.com');
    expect(filesOf().script).not.toContain('iamcredentials');
  });

  it('binds each namespace to the account, as GKE names it', () => {
    const bindings = kustomizeTree(DELIVERY)
      .filter(({ path }) => path.includes('/bootstrap/'))
      .flatMap(({ content }) => parseAllDocuments(content).map((document) => Object(document.toJS())))
      .filter(({ kind }) => kind === 'RoleBinding');
    expect(bindings.map(({ metadata, subjects }) => [metadata.namespace, subjects])).toEqual(
      ['dev', 'staging', 'production'].map((name) => [
        name,
        [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: accountOf(`tier-${name}`) }],
      ]),
    );
  });

  it('has every login act as the account of its identity, and use the token of that', () => {
    const steps = generateWorkflows(DELIVERY).flatMap(({ path, content }) =>
      path.startsWith('.github/workflows/')
        ? Object.values(Object(parse(content)).jobs).flatMap((job) => [Object(job).steps ?? []].flat())
        : [],
    );
    const logins = steps.filter(({ uses }) => /^google-github-actions\/auth@/.test(uses ?? ''));
    expect(logins.length).toBeGreaterThan(15);
    for (const { with: given } of logins) {
      const [, identity] = /\/providers\/([a-z{][^']*)'/.exec(given.workload_identity_provider) ?? [];
      expect([given.token_format, given.service_account]).toEqual([
        'access_token',
        identity === '{1}' ? `\${{ format('${accountOf('{0}')}', inputs.identity) }}` : accountOf(identity ?? ''),
      ]);
    }
    const passwords = steps
      .filter(({ uses }) => /^docker\/login-action@/.test(uses ?? ''))
      .map((step) => step.with.password);
    expect(new Set(passwords)).toEqual(new Set(['${{ steps.log-in-to-google-cloud.outputs.access_token }}']));
  });

  it('is refused where an account would have a longer name than the cloud takes', () => {
    const named = (length: number) => ({
      ...DELIVERY,
      tiers: [...DELIVERY.tiers, tier('x'.repeat(length), { from: branch('other') })],
    });
    const problems = (delivery: typeof DELIVERY) => setupProblems(placeOf(delivery)).map(({ message }) => message);
    expect(problems(named(25))).toEqual([]);
    expect(problems(named(26))).toEqual([expect.stringContaining('takes 30 characters: use a name of 25 or fewer')]);
    expect(problems({ ...named(26), cluster: platform.cluster })).toEqual([]);
  });

  it('is refused where the delivery says another word', () => {
    const { pool } = DELIVERY.cluster.identity;
    const identity = { ...DELIVERY.cluster.identity, pool: { ...pool, members: 'groups' } } as never;
    const problems = checkDelivery({ ...DELIVERY, cluster: { ...DELIVERY.cluster, identity } });
    expect(problems).toMatchObject([{ field: 'cluster.identity.pool.members', value: 'groups' }]);
  });
});

describe('the script of such a setup', () => {
  it('makes no account twice, and switches on what somebody has switched off', () => {
    const { calls: again, status, said } = runScript(script, FULL);
    expect({ status, said }).toEqual({ status: 0, said: '' });
    const texts = again.map(({ words }) => words.join(' '));
    expect(texts.filter((text) => text.startsWith('iam service-accounts create'))).toEqual([]);
    expect(texts.filter((text) => text.startsWith('iam service-accounts enable'))).toHaveLength(5);
  });

  it.each([
    [
      'somebody else who may act as an account',
      {
        '"gcloud iam service-accounts get-iam-policy tier-production@"*':
          'roles/iam.serviceAccountTokenCreator user:eve@example.com',
      },
      'Right on the service account tier-production, which the delivery does not need: roles/iam.serviceAccountTokenCreator user:eve@example.com.',
    ],
    [
      'the principal of another tier that may act as it',
      {
        '"gcloud iam service-accounts get-iam-policy tier-production@"*':
          'roles/iam.workloadIdentityUser principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github/subject/731846205/dev',
      },
      'Right on the service account tier-production, which the delivery does not need: roles/iam.workloadIdentityUser principal://',
    ],
    [
      'a key of an account',
      { '*keys*list*tier-staging@*': '0a1b' },
      'Key of the service account tier-staging, which the delivery does not need: 0a1b.',
    ],
    [
      'a right of an account in the project',
      { '*projects*get-iam-policy*': `roles/container.developer serviceAccount:${accountOf('tier-dev')}` },
      'Right in the project ai-agent-platform, which the delivery does not need: roles/container.developer serviceAccount:tier-dev@',
    ],
    [
      'a right of a principal, which the account has',
      {
        '"gcloud artifacts repositories get-iam-policy services "*':
          'roles/artifactregistry.reader principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github/subject/731846205/staging',
      },
      'Right on the repository services, which the delivery does not need: roles/artifactregistry.reader principal://',
    ],
  ])('complains of %s, and ends with 1', (_, answers: Record<string, string>, sentence) => {
    const given = Object.fromEntries(Object.entries(answers).map(([pattern, says]) => [pattern, { says }]));
    const { status, said } = runScript(script, { ...given, ...FULL, ...given });
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining(sentence) });
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('does not complain of accounts of others', () => {
    const says = `roles/editor serviceAccount:482913650174-compute@developer.gserviceaccount.com\nroles/owner serviceAccount:my-tier-dev@ai-agent-platform.iam.gserviceaccount.com`;
    expect(runScript(script, { '*projects*get-iam-policy*': { says }, ...FULL }).status).toBe(0);
  });
});
