import { describe, expect, it } from '@jest/globals';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { changed } from './changed-delivery.ts';

const secret = { variable: 'DB_PASSWORD', secret: 'db', key: 'password' };
const said = (environment: unknown, secrets: unknown = []): string[] =>
  checkDelivery(changed({ 'services.0.environment': environment, 'services.0.secrets': secrets })).map(
    ({ field, message }) => `${field.replace('services[0].', '')} ${/\$\(\w+\)/.exec(message)?.[0] ?? message}`,
  );
const URL = 'postgres://app:$(DB_PASSWORD)@db/app';

describe('a text that names other variables', () => {
  it.each([
    ['a secret of all tiers', { DATABASE_URL: URL }, [secret]],
    ['what stands before it', { HOST: 'db', ADDRESS: '$(HOST):5432' }, []],
    ['what Sluice sets', { ADDRESS: 'localhost:$(PORT) in $(TIER)' }, []],
    ['what nobody sets', { A: '$(NOBODY)' }, []],
    ['nothing, since it is a text', { A: '$$(B)', B: '1' }, []],
    ['a secret of its own tier', { staging: { DATABASE_URL: URL } }, { staging: [secret] }],
    ['what its tier says', { all: { ADDRESS: '$(HOST):5432' }, staging: { HOST: 'db' } }, []],
    ['a secret of all, instead of the text of all', { all: { A: 'x' }, staging: { A: '$(DB_PASSWORD)' } }, [secret]],
  ])('gets it: %s', (_, environment, secrets) => {
    expect(said(environment, secrets)).toEqual([]);
  });

  it.each([
    ['itself', { A: '$(A)' }, [], ['environment.A $(A)']],
    ['what stands behind it', { ADDRESS: '$(HOST):5432', HOST: 'db' }, [], ['environment.ADDRESS $(HOST)']],
    [
      'a secret of all, in what is new in a tier',
      { staging: { DATABASE_URL: URL } },
      [secret],
      ['environment.staging.DATABASE_URL $(DB_PASSWORD)'],
    ],
    [
      'what Sluice sets for all, in what is new in a tier',
      { all: {}, staging: { ADDRESS: ':$(PORT)' } },
      [],
      ['environment.staging.ADDRESS $(PORT)'],
    ],
    [
      'what stands behind it in all, instead of the text of all',
      { all: { A: 'x', B: 'y' }, staging: { A: '$(B)' } },
      [],
      ['environment.staging.A $(B)'],
    ],
    [
      'the same in each tier, said once',
      { all: { A: '$(B)', B: 'y' }, dev: { C: '1' } },
      [],
      ['environment.all.A $(B)'],
    ],
  ])('would not get %s, and is refused', (_, environment, secrets, refused) => {
    expect(said(environment, secrets)).toEqual(refused);
  });
});
