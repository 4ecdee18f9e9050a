import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Delivery, delivery } from '../../domain/delivery.ts';
import { isRecord } from '../../domain/shape/shape.ts';
import type { OwnWorkflows } from '../../workflows-src/language/besides.ts';
import { ConfigProblem } from './config-problem.ts';
import { repositoryOf } from './find-config.ts';
import { registerModuleHooks } from './module-hooks.ts';
import { returning } from './returning.ts';
import { explained, shown } from './thrown.ts';

/** A delivery, as the config of a repository says it. */
export interface Config {
  readonly delivery: Delivery;
  /** Its named export `workflows`: what the repository has besides those of the delivery. */
  readonly workflows: OwnWorkflows | undefined;
  /** The root of the repository that the config is in: paths of the delivery and of generated files are meant from here. */
  readonly root: string;
  /** The config from there, if it does not lie there itself. */
  readonly path: string | undefined;
  /** The config and the line of its delivery, from where one stands: `sluice.config.ts:12`. */
  readonly place: string;
}

/** Runs a config and takes the delivery that it exports by default.
 *  @param file an absolute path
 *  @param folder where one stands: problems name the config from there
 *  @throws {ConfigProblem} for everything that is wrong with it */
export async function loadConfig(file: string, folder: string): Promise<Config> {
  const from = relative(folder, file);
  registerModuleHooks();
  let exported: unknown;
  let own: unknown;
  try {
    const said = await returning(
      async () => {
        const module = madeForCommonJs(await import(pathToFileURL(file).href));
        return { delivery: await module['default'], workflows: await module['workflows'] };
      },
      (sentence) => console.error(`${from}: ${sentence}`),
    );
    exported = said.delivery;
    own = said.workflows;
  } catch (error) {
    // Node names files by where they really are.
    throw new ConfigProblem(explained(error, { file: realpathSync(file), folder }), { cause: error });
  }
  const place = `${from}:${lineOfDelivery(readFileSync(file, 'utf8'))}`;
  const wrong = shapeProblem(exported);
  if (wrong !== undefined)
    throw new ConfigProblem(
      `${from} exports no delivery by default: wanted "export default delivery({ … })", ${wrong}.`,
    );
  if (own !== undefined && typeof own !== 'function' && !Array.isArray(own))
    throw new ConfigProblem(`${from} exports "workflows": wanted a list of them, or a function that makes one.`);
  const root = repositoryOf(dirname(file));
  const path = dirname(file) === root ? undefined : relative(root, file).split(sep).join('/');
  const workflows = own as OwnWorkflows | undefined;
  return { delivery: checked(exported as Delivery, place), workflows, root, path, place };
}

/** Compilers make of `export default` for CommonJS a key of that name, and say so by another. */
const madeForCommonJs = (module: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { default: whole } = module;
  return isRecord(whole) && whole['__esModule'] === true ? whole : module;
};

/** What was exported may never have seen a rule. */
function checked(exported: Delivery, place: string): Delivery {
  try {
    return delivery(exported);
  } catch (error) {
    throw new ConfigProblem(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const PARTS = { registry: 'object', cluster: 'object', services: 'list', tiers: 'list' } as const;

/** What stands where a delivery is wanted; `undefined` for what may be one. */
function shapeProblem(exported: unknown): string | undefined {
  if (exported === undefined) return 'and there is no default export';
  if (typeof exported === 'function') return 'and it is a function: export what it returns';
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported))
    return `and it is ${Array.isArray(exported) ? 'a list' : shown(exported)}`;
  const record = exported as Readonly<Record<string, unknown>>;
  const lacking = Object.entries(PARTS).filter(([name, kind]) =>
    kind === 'list' ? !Array.isArray(record[name]) : typeof record[name] !== 'object' || record[name] === null,
  );
  return lacking.length === 0 ? undefined : `and it has no ${lacking.map(([name]) => name).join(', no ')}`;
}

/** Where the delivery is said; else where it is exported, or the first line. */
function lineOfDelivery(source: string): number {
  const lines = source.split('\n');
  const found = [/\bdelivery\(/, /^\s*export\s+default\b|module\.exports/].map((word) =>
    lines.findIndex((line) => word.test(line) && !/^\s*(\/\/|\*|import\b)/.test(line)),
  );
  return Math.max(found.find((index) => index >= 0) ?? 0, 0) + 1;
}
