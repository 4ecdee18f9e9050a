import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { keepRules } from '../../../../workflows-src/rules/rules.ts';
import { MISTAKES } from '../../../types/seeded-mistakes.ts';
import { known } from './small-workflows.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '../../../types/seeded-mistakes.ts'), 'utf8');
const NAMES = Object.keys(MISTAKES);

/** What the file says between two mistakes. An `@ts-expect-error` without an error is one itself, so each is true. */
function compilerRefuses(name: string): boolean {
  const before =
    SOURCE.slice(0, SOURCE.indexOf(`'${name}'`))
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  const from = SOURCE.indexOf(`'${name}'`);
  const next = NAMES[NAMES.indexOf(name) + 1];
  const own = SOURCE.slice(from, next === undefined ? undefined : SOURCE.indexOf(`'${next}'`));
  // A directive right above the next one belongs to that.
  return /@ts-expect-error/.test(`${before}${own.replace(/\/\/ @ts-expect-error[^\n]*\n\s*$/, '')}`);
}

/** What synthesis says to code that was never compiled; `undefined` where it writes the file. */
function synthesisSays(name: string): string | undefined {
  try {
    const made = MISTAKES[name]?.();
    if (made !== undefined) keepRules([made], known);
    return undefined;
  } catch (error) {
    if (error instanceof TypeError || !(error instanceof Error)) throw error;
    const [first, second] = error.message.split('\n');
    return (second ?? first)?.trim();
  }
}

const rows = NAMES.map((name) => {
  const alone = synthesisSays(name);
  return { name, compiler: compilerRefuses(name), alone };
});

describe('mistakes that people make', () => {
  it('are refused with the compiler, and by synthesis alone', () => {
    const refused = { 'with compiler': 0, alone: 0 };
    for (const { compiler, alone } of rows) {
      if (compiler || alone !== undefined) refused['with compiler']++;
      if (alone !== undefined) refused.alone++;
    }
    const line = (name: string, compiler: string, alone: string) => `${name.padEnd(58)} ${compiler.padEnd(9)} ${alone}`;
    const table = rows.map(({ name, compiler, alone }) =>
      line(name, compiler ? 'refused' : 'taken', alone === undefined ? 'taken' : `refused: ${alone.slice(0, 110)}`),
    );
    process.stdout.write(
      `${[
        line('mistake', 'compiler', 'synthesis alone'),
        ...table,
        line('together', `${refused['with compiler']}/${rows.length}`, `${refused.alone}/${rows.length}`),
      ].join('\n')}\n`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(32);
    expect(refused['with compiler']).toBe(rows.length);
    expect(refused.alone).toBe(rows.length);
  });

  it.each(rows)('$name is refused in a sentence', ({ alone }) => {
    if (alone !== undefined) expect(alone).toMatch(/[.?)…]$/);
  });
});
