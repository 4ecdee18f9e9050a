import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, toText } from '../../../../rehearsal/workflow/expression.ts';
import type { Value } from '../../../../rehearsal/workflow/value.ts';

const value = (source: string, contexts: Record<string, Value> = {}): Value =>
  evaluate(source, { contexts, status: { success: () => true, failure: () => false, cancelled: () => false } });

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

describe('expressions', () => {
  it.each([
    ["'A' == 'a'", true],
    ["1 == '1'", true],
    ["null == ''", true],
    ["'3' > 2", true],
    ['0x1F', 31],
    ["'0xFFFFFFFF' == -1", true],
    ["'0b11' == 3", false],
    ["'ß' == 'SS'", false],
    ["'É' == 'é'", true],
    ['contains(fromJSON(\'["a","b"]\'), \'B\')', true],
    ['join(fromJSON(\'[{"n":1},{"n":2}]\').*.n, \'+\')', '1+2'],
    ["startsWith('Hello', 'he') && endsWith('Hello', 'LO')", true],
    ['success() && always() && !failure() && !cancelled()', true],
    ["github['REF_NAME']", 'main'],
    ['github.missing.deeper', null],
    ['github.missing.*.deeper[0]', []],
    ['github.ref_name || 1', 'main'],
    ['!vars.X', true],
    ["fromJSON('[1,2]')[1.9]", 2],
    ["fromJSON('[1,2]')[-1]", null],
    ['fromJSON(\'{"constructor":1}\').constructor', 1],
  ] as const)('%s is %j', (source, expected) => {
    expect(value(source, { github: { ref_name: 'main' } })).toEqual(expected);
  });

  it('a text is what stands between its quotes, however many of them are doubled', () => {
    expect(value("'echo ''a'' ''b'''")).toBe("echo 'a' 'b'");
    fc.assert(fc.property(fc.string(), (text) => value(literal(text)) === text));
  });

  it('format() takes doubled braces for braces and refuses what .NET refuses', () => {
    expect(value("format('{{{0}}} {1}{0}', 'x', 2)")).toBe('{x} 2x');
    expect(() => value("format('{1}', 0)")).toThrow('references more arguments than were supplied: {1}');
    expect(() => value("format('{0', 0)")).toThrow('The following format string is invalid: {0');
    expect(() => value("format('{0x}', 0)")).toThrow('The following format string is invalid: {0x}');
    expect(() => value("format('{0:x}', 0)")).toThrow(
      "The format specifiers 'x' are not valid for objects of type 'Number'",
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, argument) => {
        const pattern = `${text.replaceAll('{', '{{').replaceAll('}', '}}')}{0}`;
        return value(`format(${literal(pattern)}, ${literal(argument)})`) === text + argument;
      }),
    );
  });

  it('case() takes the first true branch and evaluates no other', () => {
    expect(value("case(false, fromJSON('x'), true, 'b', fromJSON('y'))")).toBe('b');
    expect(value("case(false, 'a', 'else')")).toBe('else');
    expect(() => value("case('true', 1, 2)")).toThrow('case predicate must evaluate to a boolean value');
    expect(() => value('case(true, 1, false, 2)')).toThrow('Even number of parameters supplied');
  });

  it('names of env are compared with case, those of other contexts without', () => {
    expect(value("format('{0}{1}', env.a, env.A)", { env: { a: 'x' } })).toBe('x');
    expect(value("format('{0}{1}', vars.a, vars.A)", { vars: { a: 'x' } })).toBe('xx');
    expect(value('toJSON(env)', { env: { a: 'x', A: 'y' } })).toBe('{\n  "a": "x",\n  "A": "y"\n}');
  });

  it.each([
    [1, '1'],
    [-0, '0'],
    [1.5, '1.5'],
    [0.1 + 0.2, '0.3'],
    [1e14, '100000000000000'],
    [1e15, '1E+15'],
    [1.234567890123456e17, '1.23456789012346E+17'],
    [0.0001, '0.0001'],
    [0.00001, '1E-05'],
    [-2.5e-7, '-2.5E-07'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [true, 'true'],
    [null, ''],
  ] as const)('the number %d is written %s', (one, text) => {
    expect(toText(one)).toBe(text);
  });

  it('a number keeps fifteen digits on its way through text', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (number) =>
          Number(toText(number)) === Number(number.toPrecision(15)) &&
          value(`${literal(toText(number))} == 1`) === (number === 1),
      ),
    );
  });
});

describe('toJSON and fromJSON', () => {
  it('keep the order of keys and write lists and objects over several lines', () => {
    expect(value('toJSON(fromJSON(\'{"b":[],"10":{},"2":[1,{"c":null}]}\'))')).toBe(
      '{\n  "b": [],\n  "10": {},\n  "2": [\n    1,\n    {\n      "c": null\n    }\n  ]\n}',
    );
    expect(value("toJSON('\u2028é')")).toBe('"\\u2028é"');
  });

  it('read back what they wrote', () => {
    const key = fc.string().map((text) => text.toLowerCase());
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof({ depthSize: 'small' }, tie('leaf'), fc.array(tie('json')), fc.dictionary(key, tie('json'))),
      leaf: fc.oneof(fc.constantFrom(null, true, false), fc.integer(), fc.string()),
    }));
    fc.assert(
      fc.property(json, (one) => {
        const text = JSON.stringify(one);
        expect(value(`fromJSON(toJSON(fromJSON(${literal(text)})))`)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('of keys that differ in case the last value counts, under the first name', () => {
    expect(value('toJSON(fromJSON(\'{"a":1,"b":2,"A":3}\'))')).toBe('{\n  "a": 3,\n  "b": 2\n}');
  });

  it('read what .NET reads: comments, single quotes, bare names, a last comma', () => {
    expect(value("fromJSON('/* c */ {a: ''x'', // d\n \"b\": [1,],}')")).toEqual({ a: 'x', b: [1] });
  });

  it.each(['[1,', 'x', '{"a" 1}', '{"a":}', '"open', 'tru', '{1'])('%s cannot be read', (text) => {
    expect(() => value(`fromJSON(${literal(text)})`)).toThrow(/^Error parsing fromJson$/);
  });

  it('an empty text has a sentence of its own', () => {
    expect(() => value("fromJSON('')")).toThrow("Error reading JToken from JsonReader. Path '', line 0, position 0.");
  });
});

describe('a wrong expression', () => {
  it.each([
    ['nothing', "Unrecognized named-value: 'nothing'. Located at position 1 within expression: nothing"],
    ['foo(1)', "Unrecognized function: 'foo'. Located at position 1 within expression: foo(1)"],
    [
      "1 == contains('a')",
      "Too few parameters supplied: '('. Located at position 14 within expression: 1 == contains('a')",
    ],
    ['always(1)', "Too many parameters supplied: '('. Located at position 7 within expression: always(1)"],
    ['github.', "Unexpected end of expression: '.'. Located at position 7 within expression: github."],
    ['(1', "Unexpected end of expression: '1'. Located at position 2 within expression: (1"],
    ["1 'a'", "Unexpected symbol: ''a''. Located at position 3 within expression: 1 'a'"],
    ['1 = 1', "Unexpected symbol: '='. Located at position 3 within expression: 1 = 1"],
    [`'${'x'.repeat(21_000)}'`, 'Exceeded max expression length 21000'],
    [`${'!'.repeat(50)}true`, 'Exceeded max expression depth 50'],
  ])('%.40s is refused in the words of GitHub', (source, sentence) => {
    expect(() => value(source)).toThrow(sentence);
  });

  it('is none for depth alone where only parentheses are deep', () => {
    expect(value(`${'('.repeat(60)}1${')'.repeat(60)}`)).toBe(1);
    expect(value(`${'!'.repeat(49)}true`)).toBe(false);
    expect(value(Array.from({ length: 80 }, () => 'true').join(' && '))).toBe(true);
  });
});
