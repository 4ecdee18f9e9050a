import { registerHooks } from 'node:module';
import { PACKAGE_NAME } from '../../domain/package-name.ts';

/** What the package exports, as the running Sluice has it. */
const OWN: ReadonlyMap<string, URL> = new Map([
  [PACKAGE_NAME, new URL('../../index.ts', import.meta.url)],
  [`${PACKAGE_NAME}/workflow`, new URL('../../workflow.ts', import.meta.url)],
  [`${PACKAGE_NAME}/files`, new URL('../../files.ts', import.meta.url)],
]);

const MODULE_SYNTAX = /^\s*(?:import\b(?!\s*\()|export\b)/m;

/** By `import`, and by `require`. */
const NOT_FOUND: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

let registered = false;

/** Lets configs be what they say, whatever the nearest package.json says: files with the syntax of modules are modules, `.ts` is
 *  TypeScript, and Sluice's own name is the running Sluice where the folder has none installed. Packages stay as they are. */
export function registerModuleHooks(): void {
  if (registered) return;
  registered = true;
  registerHooks({
    resolve(specifier, context, next) {
      const own = OWN.get(specifier);
      if (own === undefined) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && NOT_FOUND.includes(error.code))) throw error;
        return { url: own.href, shortCircuit: true };
      }
    },
    load(url, context, next) {
      if (!url.startsWith('file:') || url.includes('/node_modules/')) return next(url, context);
      if (/\.m?ts$/.test(url)) return next(url, { ...context, format: 'module-typescript' });
      const loaded = next(url, context);
      const isModule = loaded.format === 'commonjs' && /\.js$/.test(url) && MODULE_SYNTAX.test(textOf(loaded.source));
      return isModule ? { ...loaded, format: 'module' } : loaded;
    },
  });
}

function textOf(source: unknown): string {
  if (typeof source === 'string') return source;
  return source instanceof Uint8Array ? Buffer.from(source).toString('utf8') : '';
}
