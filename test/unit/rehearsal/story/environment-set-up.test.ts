import { describe, expect, it } from '@jest/globals';
import { createRepository, setEnvironment } from '../../../../rehearsal/github/state.ts';
import { setUp } from '../../../../rehearsal/story/environment-set-up.ts';

const repository = () => {
  const made = createRepository({ owner: 'o', name: 'r', gitDirectory: '/nowhere' });
  setEnvironment(made, { name: 'dev', branches: ['main'], variables: new Map([['A', '1']]), waitMinutes: 5 });
  return made;
};

describe('an environment that an administrator changes', () => {
  it('keeps what is not named, and the name by which it was made', () => {
    const made = repository();
    const before = made.environments.get('dev');
    setUp(made, { do: 'set up an environment', environment: 'DEV', variables: { B: '2' } });
    expect(made.environments.get('dev')).toEqual({
      ...before,
      variables: new Map([
        ['A', '1'],
        ['B', '2'],
      ]),
    });
  });

  it('takes other branches, and another value for a variable that it has', () => {
    const made = repository();
    setUp(made, { do: 'set up an environment', environment: 'dev', branches: ['x'], variables: { A: '3' } });
    expect(made.environments.get('dev')).toMatchObject({ branches: ['x'], variables: new Map([['A', '3']]) });
  });

  it('must be there', () => {
    expect(() => setUp(repository(), { do: 'set up an environment', environment: 'test' })).toThrow(
      'The story is out of date: there is no environment "test".',
    );
  });
});
