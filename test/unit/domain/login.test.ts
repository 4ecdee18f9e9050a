import { expect, it } from '@jest/globals';
import { LOGIN } from '../../../domain/login.ts';

it.each(['mina', 'mina-park', 'x', 'mina_acme', 'mina-park_acme1', 'dependabot[bot]', '1'])(
  '%s is a login',
  (login) => {
    expect(LOGIN.test(login)).toBe(true);
  },
);

it.each(['', '-mina', 'mina-', '_acme', 'mina_', 'mina_a_b', 'mina\nomar', 'mina omar', 'mina[bot]x', 'mïna'])(
  '%j is none',
  (login) => {
    expect(LOGIN.test(login)).toBe(false);
  },
);
