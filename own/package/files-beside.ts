import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';

/** Files that the product reads or starts by where its own source is. */
export interface FilesBeside {
  readonly plugin: Plugin;
  /** Those that are no programs, from the root: they have to lie beside the compiled files. */
  found(): readonly string[];
}

const NAMED = /new URL\('([^']+)', import\.meta\.url\)/g;

/** Every compiled file is in one folder: a path that was meant from a source is one of a file in it. A program is found by the entry that
 *  it was compiled to, and what is outside of the sources by the way from there. */
export function filesBeside(root: string, entries: Readonly<Record<string, string>>): FilesBeside {
  const files = new Set<string>();
  const programs = new Map(Object.entries(entries).map(([name, path]) => [path, `${name}.js`]));
  const placed = (source: string, named: string): string => {
    const path = relative(root, join(dirname(source), named))
      .split('\\')
      .join('/');
    const program = programs.get(path);
    if (program !== undefined) return `./${program}`;
    if (path.endsWith('.ts'))
      throw new Error(`${source} starts ${path}, which is none of the programs of the package.`);
    if (named.endsWith('/')) return `../${path}/`;
    if (!existsSync(join(root, path))) throw new Error(`${source} reads ${path}, which is not there.`);
    files.add(path);
    return `./${path.slice(path.lastIndexOf('/') + 1)}`;
  };
  return {
    found: () => [...files],
    plugin: {
      name: 'files beside',
      setup(build) {
        build.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
          const source = readFileSync(path, 'utf8');
          if (path.includes('node_modules') || !source.includes('import.meta.url')) return undefined;
          const contents = source.replaceAll(NAMED, (_, named) => `new URL('${placed(path, named)}', import.meta.url)`);
          return { contents, loader: 'ts' };
        });
      },
    },
  };
}
