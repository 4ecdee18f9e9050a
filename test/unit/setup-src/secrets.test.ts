import { describe, expect, it } from '@jest/globals';
import { kept } from '../../fixtures/kept-secrets.ts';
import { platform } from '../../fixtures/platform.ts';
import { readHcl } from './read-hcl.ts';
import { type Answers, type Call, flag, runScript } from './run-script.ts';
import { withServiceAccounts } from './service-accounts.ts';
import { EMPTY, FULL, filesOf } from './setup-of.ts';
import { podOf, withDatabases } from './with-databases.ts';

const { script, terraform, identities } = filesOf(kept());
const blocks = readHcl(terraform);

const IDS = {
  dev: ['ai-agent-api-api-keys', 'dashboard-api-key', 'dashboard-session_v2'],
  staging: ['ai-agent-api-api-keys', 'dashboard-session_v2', 'trial-api-key'],
  production: ['ai-agent-api-api-keys', 'dashboard-api-key', 'dashboard-session_v2'],
};
/** Who reads what. */
const RIGHTS = Object.entries(IDS).flatMap(([tier, names]) =>
  names.map((name) => [`${tier}-${name}`, 'roles/secretmanager.secretAccessor', podOf(tier, 'secret-reader')]),
);
const NAMES = RIGHTS.map(([name]) => name);

const on = (calls: readonly Call[], command: string): readonly Call[] =>
  calls.filter(({ program, words }) => program === 'gcloud' && words.join(' ').startsWith(command));
const of = ({ words }: Call): string | undefined => words.at(-1);

describe('the secrets of tiers', () => {
  const { calls, status, said, printed } = runScript(script, EMPTY);

  it('are made by the script, one for each key, and read each by the account of its own tier alone', () => {
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(on(calls, 'secrets create').map(of)).toEqual(NAMES);
    expect(new Set(on(calls, 'secrets create').map((call) => flag(call, '--replication-policy')))).toEqual(
      new Set(['automatic']),
    );
    expect(
      on(calls, 'secrets add-iam-policy-binding').map((call) => [
        of(call),
        flag(call, '--role'),
        flag(call, '--member'),
      ]),
    ).toEqual(RIGHTS);
  });

  it('are the same in Terraform and in identities.json, and no value is in any of them', () => {
    const planned = (type: string) => blocks.filter(({ labels }) => labels[0] === type);
    const secrets = planned('google_secret_manager_secret');
    expect(
      secrets.map(({ attributes, blocks: inner }) => [
        attributes.get('secret_id'),
        attributes.get('deletion_policy'),
        inner.map(({ type, blocks: [policy] }) => [type, policy?.type]),
      ]),
    ).toEqual(NAMES.map((name) => [name, 'ABANDON', [['replication', 'auto']]]));
    const idOf = (path: unknown): unknown =>
      secrets.find(({ labels }) => `${labels.join('.')}.secret_id` === path)?.attributes.get('secret_id');
    expect(
      planned('google_secret_manager_secret_iam_member').map(({ attributes }) => [
        idOf(Object(attributes.get('secret_id')).reference),
        attributes.get('role'),
        attributes.get('member'),
      ]),
    ).toEqual(RIGHTS);
    const { secrets: told } = JSON.parse(identities);
    expect(told.map(({ id, role, principal }: Record<string, string>) => [id, role, principal])).toEqual(RIGHTS);
    expect(terraform).not.toMatch(/secret_version|secret_data/);
  });

  it('get their values from people, on standard input and nowhere else', () => {
    const lines = printed.split('\n').filter((line) => line.startsWith('VALUE: '));
    expect(lines).toHaveLength(NAMES.length);
    const [, command = ''] = /press Enter: (.+)$/.exec(lines[0] ?? '') ?? [];
    const value = " it's $1 \\ `x` ";
    const played = runScript(command, {}, `${value}\n`);
    expect(played.calls).toEqual([
      {
        program: 'gcloud',
        words: ['secrets', 'versions', 'add', NAMES[0]],
        flags: [
          ['--data-file', '-'],
          ['--project', 'ai-agent-platform'],
        ],
        stdin: value,
      },
    ]);
    expect(played.printed + played.said).toBe('');
  });

  it('are not made twice, and people are not asked again for the value of one that has one', () => {
    const again = runScript(script, { '*versions*list*': { says: '3' }, ...FULL });
    expect([again.status, again.said, again.printed]).toEqual([0, '', expect.not.stringContaining('VALUE')]);
    expect(on(again.calls, 'secrets create')).toEqual([]);
    expect(flag(on(again.calls, 'secrets versions list')[0] ?? NO_CALL, '--filter')).toBe('state=ENABLED');
  });

  it('are not said to have no value where nobody may ask', () => {
    const unseen = runScript(script, { '*versions*list*': { fails: true }, ...FULL });
    expect(unseen.status).toBe(1);
    expect(unseen.printed).not.toContain('VALUE');
  });

  it('need no service of the cloud, and leave no word anywhere, where an administrator makes the Secrets', () => {
    const none = filesOf();
    expect(Object.values(none).join('\n')).not.toMatch(/secretmanager|secret-reader|gcloud secrets/);
    expect(script).toContain('secretmanager.googleapis.com');
    expect(terraform).toContain('"secretmanager.googleapis.com"');
  });
});

const NO_CALL: Call = { program: 'gcloud', words: [], flags: [], stdin: '' };

describe('what there is beside the rights on secrets', () => {
  const play = (answers: Answers) => runScript(script, { '*versions*list*': { says: '3' }, ...answers, ...FULL });
  const onSecret = (line: string): Answers => ({ '*secrets*get-iam-policy*staging-trial-api-key*': { says: line } });
  const reader = podOf('staging', 'secret-reader');

  it.each([
    ['a person who reads the value', 'roles/secretmanager.secretAccessor user:ada@example.com'],
    ['somebody who may do everything with it', 'roles/secretmanager.admin group:all@example.com'],
    ['a role that nobody knows here', 'projects/ai-agent-platform/roles/reader user:ada@example.com'],
    ['the account of another tier', `roles/secretmanager.secretAccessor ${podOf('dev', 'secret-reader')}`],
    ['other pods of the tier', `roles/secretmanager.viewer ${podOf('staging', 'dashboard')}`],
    ['more than it needs', `roles/secretmanager.secretVersionManager ${reader}`],
  ])('is told: %s', (_, line) => {
    const { status, said } = play(onSecret(line));
    expect([status, said.trim()]).toEqual([
      1,
      `Right on the secret staging-trial-api-key, which the delivery does not need: ${line}. Remove it.`,
    ]);
  });

  it('is told: the account may read every secret of the project', () => {
    const line = `roles/secretmanager.secretAccessor ${reader} `;
    const { status, said } = play({ '*condition.expression*': { says: line } });
    expect([status, said]).toEqual([
      1,
      expect.stringContaining(`which the delivery does not need: ${line}. Remove it.`),
    ]);
  });

  it.each([
    ['what the delivery gives', `roles/secretmanager.secretAccessor ${reader}`],
    ['people who only add values', 'roles/secretmanager.secretVersionAdder user:ada@example.com'],
  ])('is not: %s', (_, line) => {
    expect(play(onSecret(line))).toMatchObject({ status: 0, said: '' });
  });
});

it('an account without a principal is refused, and a service that keeps data is named before it', () => {
  expect(() => filesOf(withServiceAccounts(kept()))).toThrow(
    /members = "service-accounts": The account that reads secrets has its rights as principals of GKE.*leave `secretsFrom` out/,
  );
  expect(() => filesOf(withServiceAccounts(withDatabases(platform)))).toThrow(/leave `store` out/);
});
