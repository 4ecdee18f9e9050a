import { describe, expect, it } from '@jest/globals';
import { leaksIn, searchedTable } from '../secret-search.ts';

const VALUE = 'a "secret" \\ value\nof two lines';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a search for secrets', () => {
  it.each([
    ['as it is', `x${VALUE}y`],
    ['in JSON', JSON.stringify({ VALUE })],
    ['in JSON within JSON', JSON.stringify({ text: JSON.stringify({ VALUE }) })],
    ['in an address', `https://x/?a=${encodeURIComponent(VALUE)}`],
    ['in base64', base64(VALUE)],
    ['in base64 after one character more', base64(`x${VALUE}`)],
    ['in base64 between others', base64(`xy${VALUE}, and more`)],
    ['in base64 with a line end', base64(`${VALUE}\n`)],
  ])('finds a value %s, and does not tell it', (_, text) => {
    const leaks = leaksIn(
      [
        { place: 'log of a', text: 'nothing' },
        { place: 'log of b', text },
      ],
      { password: VALUE },
    );
    expect(leaks).toEqual([expect.stringMatching(/^"password" stands in log of b \(form \d\)$/)]);
  });

  it('finds nothing where nothing is, and says what it looked at', () => {
    const searched = [
      { place: 'log of a', text: 'abc' },
      { place: 'log of b', text: 'de' },
      { place: 'record of c', text: '' },
    ];
    expect(leaksIn(searched, { password: VALUE })).toEqual([]);
    expect(searchedTable(searched, { password: VALUE })).toMatch(
      /2 × log +5 characters\n +1 × record +0 characters\nfor 1 values/,
    );
  });
});
