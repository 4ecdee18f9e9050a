import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = new URL('../../docs/decisions/', import.meta.url);
const files = readdirSync(FOLDER);

describe('decisions', () => {
  it('have one number each', () => {
    const numbers = files.map((name) => name.slice(0, 4));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it.each(files)('%s begins with its number and its day', (name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)} · .+\\n\\d{4}-\\d{2}-\\d{2}\\n`));
  });
});
