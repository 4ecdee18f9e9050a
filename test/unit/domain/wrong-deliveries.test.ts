import { describe, expect, it } from '@jest/globals';
import { type Delivery, delivery, InvalidDelivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { InvalidInput } from '../../../domain/problem.ts';
import * as words from '../../../index.ts';
import { changed } from './changed-delivery.ts';
import { RIGHT } from './right-values.ts';
import { WRONG } from './wrong-values.ts';
import { WRONG_VARIABLES } from './wrong-variables.ts';

const problemsOf = (changes: Readonly<Record<string, unknown>>): string[] =>
  checkDelivery(changed(changes)).map(({ field, message }) => `${field}: ${message}`);

/** Every place of a record, below it too. */
const placesOf = (value: object): string[] =>
  Object.entries(value).flatMap(([name, each]: [string, unknown]) => [
    name,
    ...(typeof each === 'object' && each !== null ? placesOf(each).map((place) => `${name}.${place}`) : []),
  ]);

describe('a delivery is refused', () => {
  it.each([...WRONG, ...WRONG_VARIABLES].map(([place, value, said]) => ({ place, value, said })))(
    'with $place = $value',
    ({ place, value, said }) => {
      expect(problemsOf({ [place]: value })).toContainEqual(expect.stringMatching(said));
    },
  );

  it('with every mistake at once, each in one sentence with its field', () => {
    const changes = {
      'services.0.port': 0,
      'services.1.calls': ['x'],
      'tiers.0.host': 'A',
      'tiers.1.hots': 'x',
      root: '..',
    };
    expect(problemsOf(changes).map((said) => said.split(':')[0])).toEqual([
      'tiers[1].hots',
      'root',
      'services[0].port',
      'tiers[0].host',
      'services[1].calls[0]',
    ]);
  });

  it('with what is wrong elsewhere, although a field is misspelt', () => {
    const changes = {
      'tiers.0.hots': 'x',
      'tiers.1.from.pattern': 'feature/x',
      'registry.locatoin': 'x',
      'registry.location': 'X',
    };
    expect(problemsOf(changes).map((said) => said.split(':')[0])).toEqual([
      'registry.locatoin',
      'tiers[0].hots',
      'registry.location',
      'tiers[1].from',
    ]);
  });

  it('when it is no record at all', () => {
    for (const nothing of [undefined, null, 5, 'delivery', []] as unknown as Delivery[])
      expect(checkDelivery(nothing)).toEqual([expect.objectContaining({ field: '' })]);
  });

  it('whatever stands in one of its places, and never by a failure of a rule', () => {
    const junk = [
      undefined,
      null,
      -1,
      Number.NaN,
      '',
      '${{',
      '\u0000',
      [null],
      { kind: 'x' },
      true,
      () => 1,
      Symbol('s'),
      10n,
    ];
    for (const place of placesOf(changed({}))) {
      for (const value of junk) {
        const record = changed({ [place]: value });
        expect(() => new InvalidDelivery(checkDelivery(record), record).with(() => false)).not.toThrow();
      }
    }
  });

  it('when jobs would get ids that GitHub does not take, in the words of the delivery', () => {
    expect(problemsOf({ 'tiers.0.name': 't'.repeat(40), 'services.0.name': 's'.repeat(60) })).toContainEqual(
      expect.stringMatching(/^services\[0\]\.name: .*would have 101 characters, and GitHub takes 99/),
    );
    expect(
      problemsOf({ 'tiers.0.name': 't'.repeat(43), 'services.0.name': 's'.repeat(55), 'services.1.calls': [] }),
    ).toEqual([
      `services[1].resources.dev: There is no such tier; wanted one of: ${'t'.repeat(43)}, staging, production.`,
    ]);
  });
});

it.each(RIGHT.map(([place, value]) => ({ place, value })))(
  'a delivery is taken with $place = $value',
  ({ place, value }) => {
    expect(problemsOf({ 'services.1.calls': [], 'tiers.0.resources.replicas': 1, [place]: value })).toEqual([]);
  },
);

describe('words that are given what they do not take', () => {
  const untyped = words as unknown as Record<string, (...given: unknown[]) => unknown>;
  const said = (part: string, value: unknown): string => {
    try {
      delivery(changed({ [part]: value }));
      return 'nothing';
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return error.message;
    }
  };

  it.each([
    ['services.0', () => untyped['service']?.(), /services\[0\]\.name = undefined: Wanted a text/],
    ['services.0', () => untyped['service']?.({ name: 'a' }), /services\[0\]\.test = undefined: Wanted a record/],
    // Tiers have their name before the record, services in it.
    ...(['service', 'worker', 'cron', 'job'] as const).map(
      (kind) =>
        [
          'services.0',
          () => untyped[kind]?.('web', { path: 'web' }),
          /services\[0\] = "web": It was made of this text\. Wanted one record/,
        ] as const,
    ),
    ['tiers.0', () => untyped['tier']?.(), /tiers\[0\]\.from = undefined: Wanted what branch/],
    [
      'tiers.0',
      () => untyped['tier']?.('a', { from: words.branch('x'), resources: '1Gi' }),
      /resources = "1Gi": Wanted a record/,
    ],
    [
      'tiers.0',
      () => untyped['tier']?.('a', { from: words.branch('x') }, 'production'),
      /tiers\[0\]\.like = "production": There is no such field/,
    ],
    ['tiers.0.timeout', () => untyped['minutes']?.('5'), /timeout = "5": Wanted a number/],
    ['tiers.0.timeout', () => words.seconds(-5), /timeout = -5: "-5" is no time/],
    ['registry.project', () => words.variable('gcp project'), /registry\.project\.name = "gcp project"/],
  ])('are told by the delivery: %s of %s', (part, make, message) => {
    expect(said(part, make())).toMatch(message);
  });

  it('are shown on one line each, however long they are', () => {
    const message = said('tiers.0.host', `a\nb\u2028${'x'.repeat(10_000)}`);
    expect(message.split(/[\n\u2028]/)).toHaveLength(2);
    expect(message.length).toBeLessThan(600);
  });
});
