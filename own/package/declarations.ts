import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

const DOORS = ['index', 'workflow', 'files', 'projen'];
const RELATIVE = /((?:from|import)\s*\(?\s*['"])(\.[^'"]+)(['"])/g;

/** Writes what the package exports as types into `types/`: only what is reached from there, so that a consumer's compiler needs nothing
 *  else, whichever way it resolves modules. */
export function declarations(root: string, out: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-types-'));
  try {
    const options = join(scratch, 'tsconfig.json');
    writeFileSync(
      options,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          noEmit: false,
          declaration: true,
          emitDeclarationOnly: true,
          rootDir: root,
          outDir: join(scratch, 'types'),
          typeRoots: [join(root, 'node_modules', '@types')],
        },
        include: [],
        files: DOORS.map((name) => join(root, `${name}.ts`)),
      }),
    );
    execFileSync(process.execPath, [join(root, 'node_modules', '.bin', 'tsc'), '-p', options], {
      cwd: root,
      stdio: 'inherit',
    });
    for (const path of reached(join(scratch, 'types'), root)) {
      const target = join(out, 'types', path);
      mkdirSync(dirname(target), { recursive: true });
      if (path.endsWith('.json.d.ts'))
        writeFileSync(target, dataType(readFileSync(join(root, path.slice(0, -5)), 'utf8')));
      else writeFileSync(target, renamed(readFileSync(join(scratch, 'types', path), 'utf8')));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The declarations that the doors need, and those that these need; a file of data is a declaration of its own. */
function reached(types: string, root: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = DOORS.map((name) => `${name}.d.ts`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (path.endsWith('.json.d.ts')) continue;
    for (const [, , specifier = ''] of readFileSync(join(types, path), 'utf8').matchAll(RELATIVE)) {
      const target = posix.join(posix.dirname(path), declarationOf(specifier));
      if (!existsSync(join(types, target)) && !existsSync(join(root, target.replace(/\.d\.ts$/, ''))))
        throw new Error(`${path} names ${specifier}, of which there is no declaration.`);
      waiting.push(target);
    }
  }
  return found;
}

const declarationOf = (specifier: string): string =>
  specifier.endsWith('.json') ? `${specifier}.d.ts` : specifier.replace(/\.(?:ts|js)$/, '.d.ts');

/** TypeScript leaves the endings of sources, which consumers do not have; data is imported as what declares it. */
const renamed = (text: string): string =>
  text
    .replaceAll(
      RELATIVE,
      (_, before, specifier, after) =>
        `${before}${specifier.endsWith('.json') ? `${specifier}.js` : specifier.replace(/\.ts$/, '.js')}${after}`,
    )
    .replaceAll(/ with \{\s*type: ['"]json['"],?\s*\}/g, '');

const dataType = (json: string): string =>
  `declare const data: ${JSON.stringify(JSON.parse(json), undefined, 1)};\nexport default data;\n`;
