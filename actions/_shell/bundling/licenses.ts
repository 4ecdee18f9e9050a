import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages that went into the bundles, as each of them asks for.
 *  `inputs` are paths from `root`, as esbuild reports them. */
export function licenses(root: string, inputs: readonly string[]): string {
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)]
    .map((folder) => describe(join(root, folder)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function describe(folder: string): readonly [string, string] {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .find((one) => /^licen[cs]e/i.test(one))
    : undefined;
  const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8');
  return [`${name} ${version}`, text.replaceAll('\r\n', '\n')];
}
