import type { Layout } from '../bring-up/layout.ts';

/** One process of the cluster as data: how it is called and which files it reads. Deciding is done here, doing elsewhere. */
export interface Part {
  readonly name: string;
  /** Program name, found in the cache or on PATH. */
  readonly program: string;
  readonly args: readonly string[];
  /** Files written before it starts: full path and content. */
  readonly files: Readonly<Record<string, string>>;
  /** Seconds until it must answer. */
  readonly seconds: number;
  /** Where it says that it is well; a part without one is asked in its own way. */
  readonly health: string | undefined;
}

/** Makes a part from the layout; pure, so that a configuration can be read in a test. */
export type PartOf = (layout: Layout) => Part;

/** Flags in the form `--name=value`. */
export const flags = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);

/** JSON is valid YAML, which is what these programs read. */
export const yaml = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;
