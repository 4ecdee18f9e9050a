import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../actions/_shell/bundle.ts';
import type { Drift } from '../cli/drift.ts';

const DIST = 'actions/dist';

/** Builds the bundles in a scratch folder and compares them with those in the repository, both ways. */
export async function bundleDrift(root: string): Promise<Drift[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-bundles-'));
  try {
    const built = new Map((await bundle(scratch)).map(({ path, bytes }) => [path, bytes]));
    const present = new Map(readdirSync(join(root, DIST)).map((name) => [name, readFileSync(join(root, DIST, name))]));
    const names = [...new Set([...built.keys(), ...present.keys()])].sort();
    return names.flatMap((name) => {
      const [wanted, found] = [built.get(name), present.get(name)];
      const message =
        found === undefined
          ? 'is missing'
          : wanted === undefined
            ? 'is built no longer'
            : Buffer.compare(wanted, found) === 0
              ? undefined
              : 'differs from a fresh build';
      return message === undefined
        ? []
        : [
            {
              path: `${DIST}/${name}`,
              line: undefined,
              source: 'actions/_shell/bundle.ts; rebuild with "npm run build"',
              message,
            },
          ];
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
