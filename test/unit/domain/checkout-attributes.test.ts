import { describe, expect, it } from '@jest/globals';
import { checkoutAttributes } from '../../../domain/checkout-attributes.ts';

describe('the lines of a .gitattributes that count', () => {
  it.each([
    '* text=auto eol=lf',
    '*.sh -text',
    '*.sh !eol',
    '*.bin binary',
    '*.c ident',
    '*.psd filter=lfs diff=lfs',
    '*.txt working-tree-encoding=UTF-16',
    '*.txt crlf',
  ])('are those that decide how a file is written: %s', (line) => {
    expect(checkoutAttributes(`# text\n\n  ${line}\r\n*.lock linguist-generated\n`)).toEqual([line]);
  });

  it('are not those that tell others something', () => {
    const others = '*.lock linguist-generated\n*.ts diff=text-x\n/context.ts merge=ours\n# * text\n';
    expect(checkoutAttributes(others)).toEqual([]);
  });

  it('are all, in their order, where words are defined', () => {
    expect(checkoutAttributes('[attr]mine -diff\n*.b mine\n*.a x')).toEqual(['[attr]mine -diff', '*.b mine', '*.a x']);
  });
});
