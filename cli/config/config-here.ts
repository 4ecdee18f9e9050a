import { findConfig, type Standing } from './find-config.ts';
import { type Config, loadConfig } from './load-config.ts';

/** The option of every command that works for a delivery. */
export const CONFIG_OPTION = { config: { type: 'string' } } as const;

/** Its part of a usage. */
export const CONFIG_USAGE =
  '  --config FILE   the delivery; default: the sluice.config.ts of this folder or of the nearest one above it';

/** The config that is named, or that of the folder. @throws {ConfigProblem} */
export const configHere = (named: string | undefined, standing: Standing): Promise<Config> =>
  loadConfig(findConfig(named, standing), standing.folder);
