import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Definitions } from './github-definitions.ts';
import type { FunctionBounds, SchemaSources } from './schema-file.ts';

/** What the installed packages of GitHub say: the schema of its parser, and the functions of its expressions. */
export function installedSchema(root: string): Omit<SchemaSources, 'contexts'> {
  const parser = join(root, 'node_modules/@actions/workflow-parser');
  const { version } = JSON.parse(readFileSync(join(parser, 'package.json'), 'utf8')) as { version: string };
  const { definitions } = JSON.parse(readFileSync(join(parser, 'dist/workflow-v1.0.min.json'), 'utf8')) as {
    definitions: Definitions;
  };
  return { version, definitions, functions: { ...functionsOf(root), ...placeFunctions(definitions) } };
}

/** Functions that can stand everywhere, each in a file that says its bounds. */
function functionsOf(root: string): FunctionBounds {
  const folder = join(root, 'node_modules/@actions/expressions/dist/funcs');
  const table =
    readFileSync(join(folder, '..', 'funcs.js'), 'utf8').match(/wellKnownFunctions = \{([^}]*)\}/)?.[1] ?? '';
  const names = [...table.matchAll(/(\w+):/g)].map(([, name = '']) => name);
  if (names.length === 0) throw new Error(`${pathToFileURL(folder).href} has no table of functions any longer.`);
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(join(folder, `${name}.js`), 'utf8');
      const bound = (word: string) => Number(new RegExp(`${word}: (\\w+)`).exec(text)?.[1]?.replace('Number', '255'));
      return [name, [bound('minArgs'), bound('maxArgs')]];
    }),
  );
}

/** Functions that only some places have: `hashFiles(1,255)`. */
const placeFunctions = (definitions: Definitions): FunctionBounds =>
  Object.fromEntries(
    Object.values(definitions)
      .flatMap(({ context }) => context ?? [])
      .flatMap((each) => [...each.matchAll(/^(\w+)\((\d+),(\d+)\)$/g)])
      .map(([, name = '', least, most]) => [name.toLowerCase(), [Number(least), Number(most)]]),
  );
