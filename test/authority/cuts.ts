import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../actions/_shell/bundle.ts';

/** A text of a source, and what stands there without what it asks. */
export interface Cut {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const cut = (file: string, from: string, to: string): Cut => ({ file, from, to });
/** A condition that is never true. */
export const never = (file: string, condition: string): Cut => cut(file, `if (${condition})`, 'if (false as boolean)');

/** Something that must not get in, tried in a world of its own. @param prepare is told where the bundles of its steps lie
 *  @returns what got in; `undefined` where nothing did */
export type Attempt = (prepare: (bundles: string) => Promise<void>) => Promise<string | undefined>;

/** One thing that an action asks, and what gets in without it. Where two places stop the same, both are cut. */
export interface VerifierStep {
  readonly asks: string;
  readonly cuts: readonly Cut[];
  readonly attempt: Attempt;
}

const ROOT = join(import.meta.dirname, '../..');
/** Everything that bundles are made of, but for packages. */
const SOURCES = ['actions', 'adapters', 'domain', 'engine'];

/** Makes bundles that do not ask. */
export async function bundleWithout(cuts: readonly Cut[], folder: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'sluice-without-'));
  try {
    for (const name of SOURCES)
      cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: (path) => !path.endsWith('/dist') });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    for (const { file, from, to } of cuts) {
      const [before = '', after, ...more] = readFileSync(join(root, file), 'utf8').split(from);
      if (after === undefined || more.length > 0) throw new Error(`${file} does not have this once: ${from}`);
      writeFileSync(join(root, file), `${before}${to}${after}`);
    }
    await bundle(folder, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
