import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { databasesOf, firestore, memory, type Stores } from '../../../domain/store.ts';
import { changed } from './changed-delivery.ts';

const shared = firestore({ database: 'agents', location: 'asia-northeast3' });
const keeping = (api: Stores, dashboard?: Stores): Delivery =>
  changed({ 'services.0.store': api, 'services.1.store': dashboard });
const said = (delivery: Delivery): string[] =>
  checkDelivery(delivery).map(({ field, message }) => `${field}: ${message}`);

describe('the databases of a delivery', () => {
  const listed = (delivery: Delivery) =>
    databasesOf(delivery).map(({ id, tier, services }) => [id, tier.name, services.map(({ name }) => name)]);

  it('are one for each tier, which the services share that say the same', () => {
    const both = ['ai-agent-api', 'dashboard'];
    expect(listed(keeping(shared, shared))).toEqual([
      ['agents-dev', 'dev', both],
      ['agents-staging', 'staging', both],
      ['agents-production', 'production', both],
    ]);
    expect(listed(keeping({ all: shared, dev: memory() }))).toEqual([
      ['agents-staging', 'staging', ['ai-agent-api']],
      ['agents-production', 'production', ['ai-agent-api']],
    ]);
    expect(listed(keeping(memory()))).toEqual([]);
  });

  it('are of one tier each, however they are called', () => {
    const delivery = changed({
      'tiers.1.name': 'b-c',
      'tiers.2.after': 'b-c',
      'tiers.2.name': 'c',
      'services.1.resources': {},
      'services.0.store': {
        all: firestore({ database: 'a-b', location: 'eur3' }),
        'b-c': firestore({ database: 'a', location: 'eur3' }),
      },
    });
    expect(said(delivery)).toEqual([
      expect.stringMatching(
        /^services\[0\]\.store\.all\.database: "a-b-c" would be the database of tier "c" and of tier "b-c"/,
      ),
    ]);
  });

  it('are in one place each', () => {
    expect(said(keeping(shared, { ...shared, location: 'eur3' }))).toContainEqual(
      'services[1].store.location: The database "agents-dev" is in asia-northeast3 by services[0].store, and it has one place.',
    );
  });

  it.each([
    ['of four letters is taken', 'd', 0],
    ['of fewer is not', '', 3],
    ['that ends as it may not is none', 'D', 3],
    ['that begins with a digit is none', '1d', 3],
  ])('have an id; one %s', (_, database, refused) => {
    const problems = said(keeping(firestore({ database, location: 'eur3' })));
    expect(problems.filter((each) => /4 to 63 of a-z/.test(each))).toHaveLength(refused);
  });

  it('have four letters or more, the name of the tier counted', () => {
    const named = (tier: string) =>
      said(
        changed({
          'tiers.0.name': tier,
          'services.1.resources': {},
          'services.0.store': firestore({ database: 'd', location: 'eur3' }),
        }),
      );
    expect(named('ab')).toEqual([]);
    expect(named('a')).toEqual([expect.stringContaining('"d-a", and Firestore takes 4 to 63')]);
  });

  it('do not look like a UUID, which Firestore gives itself', () => {
    const delivery = changed({
      'tiers.0.name': '0123456789ab',
      'services.1.resources': {},
      'services.0.store': firestore({ database: 'abcdef01-2345-6789-abcd', location: 'eur3' }),
    });
    expect(said(delivery)).toEqual([expect.stringContaining('and are no UUID')]);
  });

  it('are not memory, but where anybody may push', () => {
    expect(said(keeping(memory()))).toEqual([
      expect.stringContaining('tier "staging" in the memory of each pod'),
      expect.stringContaining('tier "production" in the memory of each pod'),
    ]);
    expect(said(keeping({ all: shared, production: memory() }))).toEqual([
      expect.stringMatching(/^services\[0\]\.store\.production: .*tier "production" in the memory/),
    ]);
  });
});
