import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secretMask, secretTexts } from '../../../domain/secret-values.ts';
import { formsOf } from '../../secret-search.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secret = (fields: object) => ({ kind: 'Secret', ...fields });
const masking = (fields: object, open: readonly string[] = []) =>
  secretMask(secretTexts(secret(fields)), new Set(open));

describe('what a Secret holds', () => {
  it.each([
    ['plain', 'FATAL: password hunter2-and-more is wrong'],
    ['in base64', `data: ${base64('hunter2-and-more')}`],
    ['in base64 without its end', base64('hunter2-and-more').replace(/=+$/, '')],
    ['in base64 of more', Buffer.from('admin:hunter2-and-more@x').toString('base64')],
    ['in an address', `postgres://x:${encodeURIComponent('hunter2-and-more')}@db`],
    ['within a word', 'xhunter2-and-morex'],
  ])('is masked %s', (_, text) => {
    const masked = masking({ stringData: { password: 'hunter2-and-more' } })(text);
    expect(masked).toContain('***');
    for (const form of formsOf('hunter2-and-more')) expect(masked).not.toContain(form);
  });

  it.each([
    ['quotes and line ends', 'a"b\\c\nd-and-so-on\ttab'],
    ['letters of others', 'pässwörd-日本'],
  ])('is masked escaped, once and twice: %s', (_, value) => {
    const mask = masking({ stringData: { value } });
    const once = JSON.stringify({ value });
    for (const text of [value, once, JSON.stringify(once)]) expect(mask(`x ${text} y`)).toMatch(/^x .*\*\*\*.* y$/s);
    for (const text of [value, once, JSON.stringify(once)])
      for (const form of formsOf(value)) expect(mask(text)).not.toContain(form);
  });

  it('is masked as data, encoded and decoded', () => {
    const mask = masking({ data: { password: base64('hunter2-and-more') } });
    expect(mask(`hunter2-and-more ${base64('hunter2-and-more')}`)).toBe('*** ***');
  });

  it('is masked where somebody forgot to encode it, or to quote it', () => {
    expect(masking({ data: { password: 'hunter2!!' } })('got hunter2!!')).toBe('got ***');
    expect(masking({ stringData: { pin: 12345678 } })('expected string, got 12345678')).toBe(
      'expected string, got ***',
    );
    expect(masking({ stringData: { nested: { deep: ['hunter2-x'] } } })('map["hunter2-x"]')).toBe('map["***"]');
  });

  it('is masked line by line', () => {
    const mask = masking({ stringData: { key: 'first-line-of-it\r\nsecond-line-of-it\n' } });
    expect(mask('> second-line-of-it <')).toBe('> *** <');
    expect(mask('> first-line-of-it <')).toBe('> *** <');
  });

  it.each([
    ['of JSON', { '.dockerconfigjson': '{"auths":{"r.io":{"auth":"dXNlcjpodW50ZXI="}}}' }, 'dXNlcjpodW50ZXI='],
    ['of properties', { env: 'A=1\nDB_PASSWORD="hunter2-x"\n' }, 'hunter2-x'],
    ['of YAML', { config: 'db:\n  password: hunter2-x\n' }, 'hunter2-x'],
  ])('is masked where it is a value %s', (_, stringData, value) => {
    expect(masking({ stringData })(`with ${value}.`)).toBe('with ***.');
  });

  it('is masked in any part of a long one', () => {
    const value = Array.from({ length: 2_000 }, (_, index) => String.fromCharCode(97 + ((index * 7) % 26))).join('');
    const mask = masking({ stringData: { value } });
    expect(mask(value)).toMatch(/^(\*\*\*)+$/);
    expect(mask(base64(value))).toMatch(/^(\*\*\*)+$/);
    expect(mask(value.slice(256, 1024))).toBe('*********');
  });

  it('is no part of another word when it is short, and nothing when it is shorter', () => {
    const mask = masking({ stringData: { a: 'root', b: 'abc', c: '' } });
    expect(mask('root of rootfs, abc of x-root')).toBe('*** of rootfs, abc of x-root');
  });

  it('is open where everybody sees it anyway', () => {
    expect(masking({ stringData: { user: 'web-server' } }, ['web-server'])('Deployment "web-server"')).toBe(
      'Deployment "web-server"',
    );
  });

  it('is what Go quotes of a field that it did not expect, however short', () => {
    expect(secretMask([])('.stringData.pin: expected string, got &value.valueUnstructured{Value:12}')).toBe(
      '.stringData.pin: expected string, got &value.valueUnstructured{Value:***}',
    );
    expect(secretMask([])('got &value.valueUnstructured{Value:map[string]interface {}{"a":"hunter2"}}')).toBe(
      'got &value.valueUnstructured{Value:***}',
    );
    expect(masking({ stringData: { a: 'hunter2-x' } })('hunter2-x: valueUnstructured{Value:12}')).toBe(
      '***: valueUnstructured{Value:***}',
    );
  });

  it('is nothing of any other object', () => {
    expect(secretTexts({ kind: 'ConfigMap', data: { a: 'hunter2-and-more' } })).toEqual([]);
  });

  it('never stands in a masked text, whatever it is and wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, maxLength: 400, unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (value, a, b) => {
          fc.pre(value.trim().length >= 8 && !'***'.includes(value.trim()));
          expect(masking({ stringData: { value } })(`${a} ${value} ${b}`)).not.toContain(value);
        },
      ),
    );
  });
});
