import { describe, expect, it } from '@jest/globals';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import type { SecretVariable } from '../../../domain/environment.ts';
import { externalSecrets, tierSecrets } from '../../../domain/external-secrets.ts';
import { seconds } from '../../../domain/seconds.ts';
import { kept } from '../../fixtures/kept-secrets.ts';
import { platform } from '../../fixtures/platform.ts';
import { changed } from './changed-delivery.ts';

const secret = (name: string, key: string, variable = 'KEY'): SecretVariable => ({ variable, secret: name, key });

const problemsOf = (changes: Readonly<Record<string, unknown>>): string[] =>
  checkDelivery(changed({ secretsFrom: externalSecrets(), ...changes })).map(
    ({ field, value, message }) => `${field} = ${String(value)}: ${message}`,
  );

describe('Secrets that come from Secret Manager', () => {
  it('are those that services read in a tier, each once, with a secret for each key', () => {
    const delivery = kept();
    const secretsIn = (name: string) =>
      delivery.tiers.filter((tier) => tier.name === name).flatMap((tier) => tierSecrets(delivery, tier));
    expect(secretsIn('production')).toEqual([
      { name: 'ai-agent-api', keys: [{ key: 'api-keys', id: 'production-ai-agent-api-api-keys' }] },
      {
        name: 'dashboard',
        keys: [
          { key: 'api-key', id: 'production-dashboard-api-key' },
          { key: 'session.v2', id: 'production-dashboard-session_v2' },
        ],
      },
    ]);
    expect(secretsIn('staging').flatMap(({ keys }) => keys.map(({ id }) => id))).toEqual([
      'staging-ai-agent-api-api-keys',
      'staging-dashboard-session_v2',
      'staging-trial-api-key',
    ]);
  });

  it('have an id of the signs that Secret Manager takes, whatever a Secret and its keys are called', () => {
    const services = platform.services.map((service) => ({ ...service, secrets: [secret('db.v1.main', '.a_B.c')] }));
    expect(platform.tiers.slice(0, 1).flatMap((tier) => tierSecrets({ services }, tier))).toEqual([
      { name: 'db.v1.main', keys: [{ key: '.a_B.c', id: 'dev-db_v1_main-_a_B_c' }] },
    ]);
  });

  it('are written once where two services read the same', () => {
    const shared = [secret('shared', 'key')];
    const services = platform.services.map((service) => ({ ...service, secrets: shared }));
    for (const tier of platform.tiers)
      expect(tierSecrets({ services }, tier)).toEqual([
        { name: 'shared', keys: [{ key: 'key', id: `${tier.namespace}-shared-key` }] },
      ]);
  });

  it('are asked for every hour, unless it is said otherwise', () => {
    expect(externalSecrets()).toEqual({ kind: 'external-secrets', refresh: 3600 });
    expect(externalSecrets({ refresh: seconds(60) }).refresh).toBe(60);
    expect(problemsOf({ secretsFrom: externalSecrets({ refresh: seconds(60) }) })).toEqual([]);
  });
});

describe('Secrets from Secret Manager are refused', () => {
  it.each([
    ['by a word', { secretsFrom: 'external-secrets' }, /^secretsFrom = .*externalSecrets\(\)/],
    ['by a record of another kind', { 'secretsFrom.kind': 'add-on' }, /^secretsFrom\.kind = add-on: /],
    ['with a field that there is not', { 'secretsFrom.refreshInterval': 60 }, /^secretsFrom\.refreshInterval = 60: /],
    ['oftener than once a minute', { 'secretsFrom.refresh': 59 }, /^secretsFrom\.refresh = 59: .*60 or more/],
    ['every half second', { 'secretsFrom.refresh': 60.5 }, /^secretsFrom\.refresh = 60\.5: .*whole seconds/],
    [
      'of a project that nobody knows',
      { 'cluster.identity.pool': undefined, repository: undefined },
      /^secretsFrom = external-secrets: .*say the `pool`/,
    ],
    [
      'where no service reads one',
      { 'services.0.secrets': [], 'services.1.secrets': [] },
      /^secretsFrom = external-secrets: No service reads a Secret/,
    ],
    [
      'two keys in one place',
      { 'services.0.secrets': [secret('a-b', 'c')], 'services.1.secrets': [secret('a', 'b-c')] },
      /^secretsFrom = dev-a-b-c: The key "b-c" of the Secret "a" in namespace "dev" would be kept where the key "c" of the Secret "a-b" in namespace "dev" is/,
    ],
    [
      'two keys that differ by what an id has not',
      { 'services.0.secrets': [secret('a', 'b.c'), secret('a', 'b_c', 'OTHER')] },
      /^secretsFrom = dev-a-b_c: /,
    ],
    [
      'two tiers in one place',
      {
        'tiers.0.namespace': 'one',
        'tiers.1.namespace': 'one-two',
        'services.0.secrets': { dev: [secret('two-a', 'k')], staging: [secret('a', 'k')] },
      },
      /^secretsFrom = one-two-a-k: .*namespace "one-two" would be kept where the .* namespace "one" is/,
    ],
    [
      'of an id that is too long',
      { 'services.0.secrets': [secret('s'.repeat(200), 'k'.repeat(52))] },
      /^secretsFrom = staging-s+-k+: .*an id of 261 characters in Secret Manager, which takes 255/,
    ],
    [
      'that a rollout keeps',
      { 'services.0.secrets': [secret('sluice-history-dashboard', 'k')] },
      /^secretsFrom = sluice-history-dashboard: .*take it over/,
    ],
    [
      'beside a service whose pods would read them all',
      { 'services.1.name': 'reader', 'tiers.2.namePrefix': 'secret-' },
      /^secretsFrom = reader: In tier "production" its pods would run as the account "secret-reader"/,
    ],
  ])('%s', (_, changes, said) => {
    expect(problemsOf(changes)).toContainEqual(expect.stringMatching(said));
  });

  it('and taken up to there', () => {
    expect(problemsOf({ 'services.0.secrets': [secret('s'.repeat(200), 'k'.repeat(43))] })).toEqual([]);
    expect(problemsOf({ 'services.1.name': 'reader', 'services.0.calls': [] })).toEqual([]);
    expect(
      problemsOf({ secretsFrom: undefined, 'services.0.secrets': [secret('a', 'b.c'), secret('a', 'b_c', 'O')] }),
    ).toEqual([]);
  });
});
