import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { corrected } from './correction.ts';
import { CORRECTIONS } from './corrections.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');

/** Where the bundle is kept, and the licences of what is in it. */
export const BUNDLE = join(here, 'github-parser.mjs');
export const LICENSES = join(here, 'github-parser.licenses.txt');

const PACKAGES = ['@actions/expressions', '@actions/workflow-parser', 'cronstrue', 'yaml'] as const;

/** GitHub's own parser and expressions in one file, the same bytes on every machine. They are bundled because they import JSON files
 *  without the attribute that Node demands, so that their plain import fails.
 *  @see https://github.com/actions/languageservices/issues/387 */
export async function buildParser(): Promise<string> {
  const versions = await Promise.all(PACKAGES.map(nameAndVersion));
  const { outputFiles } = await build({
    entryPoints: [join(here, 'github-parser.entry.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    // For browsers, because `yaml` then is an ES module too and the bundle needs no require().
    platform: 'browser',
    target: 'node24',
    minify: true,
    keepNames: true,
    charset: 'utf8',
    legalComments: 'none',
    plugins: [corrections],
    banner: { js: `// Made by build-parser.ts from ${versions.join(', ')} (MIT, MIT, MIT, ISC). Do not edit.` },
  });
  return outputFiles[0]?.text ?? '';
}

/** Throws when an upgrade has changed a line that is corrected. */
const corrections: Plugin = {
  name: 'corrections',
  setup({ onLoad }) {
    onLoad({ filter: /@actions[\\/](workflow-parser|expressions)[\\/]dist[\\/].*\.js(on)?$/ }, async ({ path }) => {
      const contents = corrected(path, await readFile(path, 'utf8'), CORRECTIONS, here);
      return { contents, loader: path.endsWith('.json') ? 'json' : 'js' };
    });
  },
};

/** Licence texts of the bundled packages, which have to go wherever the bundle goes. */
export async function parserLicenses(): Promise<string> {
  const texts = await Promise.all(
    PACKAGES.map(async (name) => {
      const folder = join(root, 'node_modules', name);
      const file = (await readdir(folder)).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
      const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
      return `${await nameAndVersion(name)}\n\n${text.trim()}\n`;
    }),
  );
  return texts.join('\n---\n\n');
}

async function nameAndVersion(name: string): Promise<string> {
  const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return `${name} ${(JSON.parse(text) as { version: string }).version}`;
}
