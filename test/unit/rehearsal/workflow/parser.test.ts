import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { evaluate, toText } from '../../../../rehearsal/workflow/expression.ts';
import { BUNDLE, buildParser } from '../../../../rehearsal/workflow/parser/build-parser.ts';
import type { Value } from '../../../../rehearsal/workflow/value.ts';

const value = (source: string, contexts: Record<string, Value> = {}): Value =>
  evaluate(source, { contexts, status: { success: () => true, failure: () => false, cancelled: () => false } });

describe('the bundle of GitHub’s parser', () => {
  it('is what its sources make, byte for byte', async () => {
    expect((await buildParser()) === (await readFile(BUNDLE, 'utf8'))).toBe(true);
  });

  it('names the versions that are installed', async () => {
    const head = (await readFile(BUNDLE, 'utf8')).split('\n')[0] ?? '';
    for (const name of ['@actions/expressions', '@actions/workflow-parser', 'cronstrue', 'yaml']) {
      const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as {
        version: string;
      };
      expect(head).toContain(`${name} ${version}`);
    }
  });
});

describe('expressions', () => {
  it.each([
    ["'A' == 'a'", true],
    ["1 == '1'", true],
    ["null == ''", true],
    ["'3' > 2", true],
    ['0x1F', 31],
    ["format('{{{0}}}', 'x')", '{x}'],
    ['contains(fromJSON(\'["a","b"]\'), \'B\')', true],
    ['join(fromJSON(\'[{"n":1},{"n":2}]\').*.n, \'+\')', '1+2'],
    ["startsWith('Hello', 'he') && endsWith('Hello', 'LO')", true],
    ["case(false, 'a', true, 'b', 'c')", 'b'],
    ['success() && always() && !failure() && !cancelled()', true],
    ["github['REF_NAME']", 'main'],
    ['github.missing.deeper', null],
    ['github.ref_name || 1', 'main'],
    ['nothing-here', 'error'],
    ['!vars.X', true],
  ] as const)('%s is %j', (source, expected) => {
    const contexts = { github: { ref_name: 'main' } };
    if (expected === 'error') expect(() => value(source, contexts)).toThrow('Unrecognized named-value');
    else expect(value(source, contexts)).toEqual(expected);
  });

  it('names of env are compared with case, those of other contexts without', () => {
    expect(value("format('{0}{1}', env.a, env.A)", { env: { a: 'x' } })).toBe('x');
    expect(value("format('{0}{1}', vars.a, vars.A)", { vars: { a: 'x' } })).toBe('xx');
    expect(value('toJSON(env)', { env: { a: 'x', A: 'y' } })).toBe('{\n  "a": "x",\n  "A": "y"\n}');
  });

  it('writes numbers, booleans and null as GitHub does', () => {
    expect([1, 1.5, true, null].map((one) => toText(one))).toEqual(['1', '1.5', 'true', '']);
  });
});
