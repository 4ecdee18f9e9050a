import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { lineOfImport, notImported } from '../../../../cli/config/not-imported.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'not-imported-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'tools'));
mkdirSync(join(root, 'empty'));
for (const name of ['port.ts', 'plain.mjs', 'data.json', 'tools/index.ts'])
  writeFileSync(join(root, name), 'const a = 1;\nimport "./x";\n');

const missing = (path: string) => new Error(`Cannot find module '${join(root, path)}' imported from ${root}/config.ts`);
const said = (error: Error) => notImported(error)?.sentence.replaceAll(root, 'ROOT');

describe('an import that Node does not follow', () => {
  const takes = 'Node takes names of files as they stand there, so say';
  it.each([
    ['port.js', `there is no file ROOT/port.js: ${takes} "port.ts".`],
    ['port', `there is no file ROOT/port: ${takes} "port.ts".`],
    ['plain', `there is no file ROOT/plain: ${takes} "plain.mjs".`],
    ['none.js', 'there is no file ROOT/none.js.'],
    ['port.json', 'there is no file ROOT/port.json.'],
  ])('is %s, and the file that is meant is named', (path, sentence) => {
    expect(said(missing(path))).toBe(sentence);
    expect(notImported(missing(path))).toMatchObject({ importer: `${root}/config.ts` });
  });

  it.each([
    ['tools', `ROOT/tools is a folder: ${takes} "tools/index.ts".`],
    ['empty', 'ROOT/empty is a folder.'],
  ])('is the folder %s', (path, sentence) => {
    const message = `Directory import '${join(root, path)}' is not supported resolving ES modules imported from ${root}/c.ts`;
    expect(said(new Error(message))).toBe(sentence);
    expect(notImported(new Error(message))).toMatchObject({ importer: `${root}/c.ts`, name: path });
  });

  it('is JSON that does not say so', () => {
    const message = `Module "${pathToFileURL(join(root, 'data.json'))}" needs an import attribute of "type: json"`;
    expect(notImported(new Error(message))).toEqual({
      sentence: "data.json is imported as JSON only with { type: 'json' } behind it.",
      name: 'data.json',
      importer: undefined,
    });
  });

  it.each([
    ['lodash', 'there is no package "lodash"; install it.'],
    ['@/port', 'there is no package "@/port", and paths of tsconfig.json are not looked at: '],
    ['~port', 'there is no package "~port", and paths of tsconfig.json are not looked at: '],
  ])('is the package %s', (name, sentence) => {
    expect(said(new Error(`Cannot find package '${name}' imported from /c.ts`))).toContain(sentence);
  });

  it('is no other error, and stands in the line that names it', () => {
    expect(notImported(new Error('x'))).toBeUndefined();
    writeFileSync(join(root, 'first.ts'), 'import "./x";\n');
    expect(lineOfImport(join(root, 'first.ts'), 'x')).toBe(1);
    expect([lineOfImport(join(root, 'port.ts'), 'x'), lineOfImport(join(root, 'port.ts'), 'y')]).toEqual([
      2,
      undefined,
    ]);
  });
});
