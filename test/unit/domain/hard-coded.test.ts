import { describe, expect, it } from '@jest/globals';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { isHardCodedSecret } from '../../../domain/hard-coded.ts';
import { changed } from './changed-delivery.ts';

/** Made at run time: no scanner of repositories has to be told that these are none. */
const GOOGLE = `AIza${'Sy1xQ'.repeat(7)}`;
const GITHUB = `ghp_${'a1B2'.repeat(9)}`;

const SECRETS: readonly (readonly [name: string, value: string])[] = [
  ['DB_PASSWORD', 'hunter2'],
  ['db_password', '12345'],
  ['PGPASSWORD', 'x'],
  ['MYSQL_ROOT_PASSWORD', 'root'],
  ['DB_PASS', 'x'],
  ['GEMINI_API_KEY', 'anything'],
  ['API_KEYS', 'ada=0123456789abcdef'],
  ['apiKey', 'x'],
  ['CLIENT_SECRET', 'x'],
  ['JWT_SECRET_1', 'x'],
  ['SESSION_SECRET', 'x y z'],
  ['SECRET_KEY_BASE', 'x'],
  ['GITHUB_TOKEN', 'x'],
  ['ACCESS_TOKENS', 'a,b'],
  ['SERVICE_ACCOUNT_CREDENTIALS_JSON', '{}'],
  ['PRIVATE_KEY_PEM', 'x'],
  ['AWS_SECRET_ACCESS_KEY', 'x'],
  ['DB_PASSWORD_B64', 'eA=='],
  ['OPENAI_KEY', 'a1b2c3d4e5f6g7h8'],
  // Whatever the name.
  ['CONFIG', GOOGLE],
  ['CONFIG', `prefix ${GITHUB} suffix`],
  ['DATABASE_URL', 'postgres://app:s3cret@db/app'],
  ['SENTRY_DSN', 'https://0123456789abcdef0123@sentry.example.com/1'],
  ['CONNECTION', 'Server=db;User=app;Password=s3cret'],
  ['CERTIFICATE', '-----BEGIN PRIVATE KEY-----\nMIIE'],
  ['ARGUMENTS', '--db-password s3cret'],
  ['TOKEN_URL', 'https://idp.example.com/token?client_secret=s3cret'],
];

const NONE: readonly (readonly [name: string, value: string])[] = [
  ['LEVEL', 'info'],
  ['MAX_TOKENS', '4096'],
  ['TOKEN_TTL_SECONDS', '3600'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['TOKEN_URL', 'https://idp.example.com/token'],
  ['TOKEN', 'https://idp.example.com/token'],
  ['PASSWORD_FILE', '/run/secrets/password'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/var/run/key.json'],
  ['REQUIRE_PASSWORD', 'true'],
  ['API_KEY', ''],
  ['DB_PASSWORD', '$(OTHER)'],
  ['DATABASE_URL', 'postgres://app:$(DB_PASSWORD)@db/app'],
  ['DATABASE_URL', 'postgres://db.example.com:5432/app?sslmode=require'],
  ['LOG_FORMAT', 'user=%(user)s token=%s'],
  ['PARTITION_KEY', 'user_id'],
  ['SORT_KEY', 'created_at_of_the_day'],
  ['PUBLIC_KEY', 'a1b2c3d4e5f6g7h8'],
  ['STRIPE_PUBLISHABLE_KEY', 'a1b2c3d4e5f6g7h8'],
  ['TITLE', 'Basic authentication'],
  ['KEYBOARD', 'querty'],
  ['TOKENIZER', 'cl100k_base'],
  ['COMPASS', 'north'],
  ['FEATURES', 'password-reset,token-refresh'],
  ['IMAGE', `registry.example.com/app@sha256:${'ab12'.repeat(16)}`],
  ['SECRET_NAME', 'ai-agent-api'],
];

describe('a variable of an environment', () => {
  it.each(SECRETS)('%s = %s is a secret', (name, value) => {
    expect(isHardCodedSecret(name, value)).toBe(true);
  });

  it.each(NONE)('%s = %s is none', (name, value) => {
    expect(isHardCodedSecret(name, value)).toBe(false);
  });

  it('that is a secret is refused in every tier by one sentence each, which does not tell it', () => {
    const environment = {
      all: { DB_PASSWORD: 'hunter2', LEVEL: 'info' },
      staging: { GEMINI_API_KEY: GOOGLE },
      production: { NOTE: GITHUB },
    };
    const problems = checkDelivery(changed({ 'services.0.environment': environment }));
    expect(problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      expect.stringMatching(
        /environment\.all\.DB_PASSWORD: Service "ai-agent-api" .* every tier the secret DB_PASSWORD .*`secrets`/,
      ),
      expect.stringMatching(
        /environment\.staging\.GEMINI_API_KEY: Service "ai-agent-api" .* tier "staging" .*`secrets`/,
      ),
      expect.stringMatching(/environment\.production\.NOTE: Service "ai-agent-api" .* tier "production" .*`secrets`/),
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|AIza|ghp_/);
  });

  it('that Sluice sets is refused once, whatever else is wrong with it', () => {
    const problems = checkDelivery(
      changed({
        'services.0.environment': { PORT: '9' },
        'services.0.secrets': [{ variable: 'METRICS_PORT', secret: 'a', key: 'a' }],
      }),
    );
    expect(problems.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'services[0].environment.PORT: Sluice gives this one to every service, and `port` sets it: leave it out.',
      'services[0].secrets[0].variable: Sluice gives this one to every service, and `metrics.port` sets it: leave it out.',
    ]);
  });

  it('may differ by tier, but is not a text in one place and a Secret in another', () => {
    const key = { variable: 'A', secret: 'a', key: 'a' };
    const said = (environment: unknown, secrets: unknown): string[] =>
      checkDelivery(changed({ 'services.0.environment': environment, 'services.0.secrets': secrets })).map(
        ({ field }) => field,
      );
    expect(said({ all: { A: '1' }, dev: { A: '2' } }, [])).toEqual([]);
    expect(said({}, { all: [key], dev: [key] })).toEqual([]);
    expect(said({ dev: { A: '1' } }, { staging: [key] })).toEqual([]);
    expect(said({ dev: { A: '1' } }, { dev: [key] })).toEqual(['services[0].secrets.dev[0].variable']);
    expect(said({ dev: { A: '1' } }, [key])).toEqual(['services[0].secrets[0].variable']);
    expect(said({ A: '1' }, { dev: [key] })).toEqual(['services[0].secrets.dev[0].variable']);
    expect(said({}, [key, key])).toEqual(['services[0].secrets[1].variable']);
  });
});
