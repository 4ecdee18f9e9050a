import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { block, hcl, join, reference } from '../../../setup-src/text/hcl.ts';
import { ruleWord, word } from '../../../setup-src/text/shell.ts';
import { readHcl } from './read-hcl.ts';

const asShell = (text: string): string => execFileSync('bash', ['-c', `printf '%s' ${text}`], { encoding: 'utf8' });

describe('a word for the shell', () => {
  it.each(['services', 'feature/**/*', "it's", `a "b" 'c'`, '$HOME', '`id`', "'$x", 'a!b\\c', '', 'a\nb', '~', '#x'])(
    'is read as it was: %j',
    (text) => {
      expect(asShell(word(text))).toBe(text);
    },
  );

  it('is quoted only where it must be', () => {
    expect(['a-b/c.d:e@f', "x == 'y'", 'a*'].map(word)).toEqual(['a-b/c.d:e@f', `"x == 'y'"`, "'a*'"]);
  });
});

describe('a rule for the shell', () => {
  it('has one part a line and is read as one line', () => {
    expect(asShell(ruleWord(["a == 'b'", '((c) || (d))']))).toBe("a == 'b' && ((c) || (d))");
    expect(ruleWord(["a == 'b'", '((c) || (d))']).split('\n')).toHaveLength(4);
  });

  it.each(['$', '`', '"', '\\', '!', '\n'])('is refused with %j, which a shell would read', (sign) => {
    expect(() => ruleWord([`a == 'b${sign}'`])).toThrow('A shell would read more into this rule');
  });
});

describe("a block of Terraform's language", () => {
  it('has values under each other, and what has several lines alone', () => {
    const made = block(
      'resource',
      ['a', 'b'],
      { x: 1, longer: 'y', many: join(' && ', ['p', join(' || ', ['q', 'r'], true)]) },
      [block('empty', [], {}), block('inner', [], { ref: reference('data.x.y.id'), list: ['a', true] })],
    );
    expect(hcl(made)).toBe(`resource "a" "b" {
  x      = 1
  longer = "y"

  many = join(" && ", [
    "p",
    "(\${join(" || ", [
      "q",
      "r",
    ])})",
  ])

  empty {}

  inner {
    ref  = data.x.y.id
    list = ["a", true]
  }
}`);
    expect(readHcl(hcl(made))[0]?.attributes.get('many')).toBe('p && (q || r)');
  });

  it('keeps every text, also what Terraform would read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', 'a', ' '), { maxLength: 12 }),
        (signs) => {
          const text = signs.join('');
          expect(readHcl(hcl(block('x', [], { text })))[0]?.attributes.get('text')).toBe(text);
        },
      ),
    );
  });
});
