import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { COMMON_JS, packagesInstead, withoutUnused } from '../../actions/_shell/bundle.ts';
import { licenses } from '../../actions/_shell/bundling/licenses.ts';
import { filesBeside } from './files-beside.ts';

/** What is loaded by name: what the package exports, the command, and the programs that the rehearsal starts as processes of their own. */
const ENTRIES: Readonly<Record<string, string>> = {
  index: 'index.ts',
  workflow: 'workflow.ts',
  files: 'files.ts',
  projen: 'projen.ts',
  sluice: 'cli/sluice.ts',
  'end-remains': 'rehearsal/enclosure/end-remains.ts',
  kubectl: 'rehearsal/kubectl/kubectl.ts',
  'hash-files-process': 'rehearsal/runner/hash-files-process.ts',
  'find-files-process': 'rehearsal/stand-ins/find-files-process.ts',
};

/** Packages that come in several versions, load slowly, or bring more than is used. */
const INSTEAD = [
  'undici',
  '@actions/http-client',
  '@octokit/plugin-rest-endpoint-methods',
  '@octokit/plugin-paginate-rest',
  '@octokit/graphql',
  'yaml',
] as const;

/** Peers, and what package.json of a checkout names. */
const EXTERNAL = ['projen', 'constructs', '#real-ground'];

const BANNER = `// Compiled from the sources of Sluice. Licences of the packages in it: licenses.txt\n${COMMON_JS}`;

/** Compiles the product into `lib/`, packages included: one folder without others in it, so that what lies beside a file in the sources
 *  does so here. */
export async function compile(root: string, out: string): Promise<void> {
  const lib = join(out, 'lib');
  const beside = filesBeside(root, ENTRIES);
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(ENTRIES).map(([name, path]) => ({ in: path, out: name })),
    outdir: lib,
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    legalComments: 'none',
    banner: { js: BANNER },
    alias: {
      ...packagesInstead(root, INSTEAD),
      // The same library as ES modules: of a CommonJS one, import() has no names.
      '@peculiar/x509': join(root, 'node_modules/@peculiar/x509/build/x509.es.js'),
    },
    external: EXTERNAL,
    plugins: [beside.plugin],
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  mkdirSync(lib, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, withoutUnused(text));
  for (const path of beside.found()) cpSync(join(root, path), join(lib, path.slice(path.lastIndexOf('/') + 1)));
  // Sandboxes show a process this folder, and nothing above it.
  writeFileSync(join(lib, 'package.json'), '{ "type": "module" }\n');
  const parser = 'rehearsal/workflow/parser/github-parser.licenses.txt';
  const packages = licenses(root, Object.keys(metafile.inputs));
  writeFileSync(join(out, 'licenses.txt'), packages);
  cpSync(join(root, parser), join(out, 'licenses-of-github-parser.txt'));
}
