import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../actions/_shell/bundle.ts';
import { type Planted, PlantedWorld } from './planted.ts';
import type { Cut } from './verifier-steps.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Everything that bundles are made of, but for packages. */
const SOURCES = ['actions', 'adapters', 'domain', 'engine'];

/** Promotes what was planted, with bundles that do not ask. @returns what went up; `undefined` where nothing did */
export async function goesUp(planted: Planted, cuts: readonly Cut[]): Promise<string | undefined> {
  const world = await PlantedWorld.start();
  try {
    if (cuts.length > 0) await bundleWithout(cuts, world.bundles);
    const { outputs, log } = await world.promote(planted);
    if (outputs['adopted'] === 'true') return `It went up: ${outputs['sentence']}`;
    if (outputs['adopted'] !== 'false') throw new Error(`The promotion told nothing:\n${log}`);
    return undefined;
  } finally {
    await world.close();
  }
}

async function bundleWithout(cuts: readonly Cut[], folder: string): Promise<void> {
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
