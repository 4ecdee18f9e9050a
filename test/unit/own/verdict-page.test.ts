import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../domain/verdict/graces.ts';
import { FAILURE_CLASSES } from '../../../domain/verdict/table.ts';
import { verdictPage } from '../../../own/verdict-page.ts';
import { PEERS, PEERS_SEE } from '../../../own/verdict-peers.ts';

const page = verdictPage();
const lines = page.content.split('\n');

describe('the page of the verdicts', () => {
  it.each([...FAILURE_CLASSES])(
    'tells of $code what is seen, how long we wait and why, what others do, what to do',
    (found) => {
      const start = lines.indexOf(`### \`${found.code}\``);
      const part = lines
        .slice(start, lines.indexOf('', start + 4) < 0 ? undefined : lines.indexOf('', start + 4))
        .join('\n');
      for (const text of [
        found.summary,
        found.page.observed,
        found.page.wait(GRACES),
        found.page.why,
        found.page.remedy,
      ])
        expect(part).toContain(text);
      for (const peer of PEERS) expect(part).toContain(PEERS_SEE[found.code][peer]);
    },
  );

  it('is what stands in docs/verdicts.md, word by word', () => {
    expect(readFileSync('docs/verdicts.md', 'utf8')).toBe(page.content);
  });

  it('names the file of the class behind every line of its part', () => {
    for (const { code } of FAILURE_CLASSES) {
      const line = lines.indexOf(`### \`${code}\``) + 1;
      const source = page.sections?.findLast((section) => section.line <= line)?.source;
      expect(source).toBe(`domain/verdict/${code}.ts`);
      expect(existsSync(`domain/verdict/${code}.ts`)).toBe(true);
    }
  });

  it('has the order of the table, because that decides', () => {
    const order = lines.flatMap((line) => /^### `(.*)`$/.exec(line)?.[1] ?? []);
    expect(order).toEqual(FAILURE_CLASSES.map(({ code }) => code));
  });

  it('ends every text of a class as a sentence, and numbers come from the graces', () => {
    for (const { page: texts } of FAILURE_CLASSES) {
      for (const text of [texts.observed, texts.why, texts.remedy]) expect(text).toMatch(/[.]$/);
      expect(texts.observed + texts.why).not.toMatch(/\b(16|30|45|60|120|300) s\b(?! of its start)/);
    }
  });
});
