import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ignoreRules } from '../../../../domain/dockerfile/ignore-rules.ts';
import { execForm, pairs, words } from '../../../../domain/dockerfile/words.ts';
import { parseDockerfile } from '../../../../rehearsal/builder/dockerfile.ts';

const lookup = (name: string): string | undefined => ({ NAME: 'api', EMPTY: '' })[name];

describe('words of an instruction', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['"a b" c', ['a b', 'c']],
    ["'$NAME' $NAME ${NAME}-x", ['$NAME', 'api', 'api-x']],
    ['${NONE:-fall back} ${EMPTY:-e} ${NAME:+set} ${NONE:+set}', ['fall back', 'e', 'set', '']],
    ['"$NAME b" a\\ b \\$NAME', ['api b', 'a b', '$NAME']],
    ['$ "" x', ['$', '', 'x']],
  ])('%s', (text, expected) => {
    expect(words(text, lookup)).toEqual(expected);
  });

  it('come back from double quotes unchanged', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z '"\\$]{1,8}$/), { minLength: 1, maxLength: 4 }), (list) => {
        const quoted = list.map((word) => `"${word.replace(/["\\$]/g, '\\$&')}"`).join(' ');
        expect(words(quoted, () => undefined)).toEqual(list);
      }),
    );
  });

  it('are pairs in both forms of ENV', () => {
    expect(pairs('A=1 B="x y"', lookup)).toEqual([
      ['A', '1'],
      ['B', 'x y'],
    ]);
    expect(pairs('A some "words" $NAME', lookup)).toEqual([['A', 'some "words" api']]);
    expect(execForm('["a", "b"]')).toEqual(['a', 'b']);
    expect(execForm('[ -f x ]')).toBeUndefined();
  });
});

describe('instructions', () => {
  it('know their first line, and lose comments inside continued lines', () => {
    expect(parseDockerfile('Dockerfile', '# syntax=x\n\nRUN a \\\n# no\n  && b\nCMD x')).toMatchObject([
      { keyword: 'RUN', text: 'a   && b', line: 3 },
      { keyword: 'CMD', text: 'x', line: 6 },
    ]);
    expect(() => parseDockerfile('Dockerfile', '# escape=`\nFROM x')).toThrow('escape character');
  });
});

describe('.dockerignore', () => {
  it.each([
    ['tests/', 'tests/a.py', true],
    ['tests/', 'app/tests/a.py', false],
    ['**/tests', 'app/tests/a.py', true],
    ['*.md', 'docs/a.md', false],
    ['*.md\n!README.md', 'README.md', false],
    ['/a/*/c', 'a/b/c', true],
    ['# tests', '# tests', false],
  ])('%j decides about %s', (text, path, ignored) => {
    expect(ignoreRules(text)(path)).toBe(ignored);
  });
});
