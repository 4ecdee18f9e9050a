import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildKustomization } from '../../manifests-src/render/build.ts';
import { manifestYaml } from '../../manifests-src/render/manifest-yaml.ts';

/** Stands in for `kubectl` in jobs where the machine has none. It knows `kubectl kustomize DIRECTORY`, for the trees that Sluice
 *  generates, and refuses everything else. */
function kubectl([command, directory, ...rest]: readonly string[]): string {
  if (command !== 'kustomize' || directory === undefined || directory.startsWith('-') || rest.length > 0) {
    const asked = ['kubectl', ...process.argv.slice(2)].join(' ');
    throw new Error(
      `"${asked}" is not rehearsed: this machine has no kubectl, and its stand-in knows only "kubectl kustomize DIRECTORY". Install kubectl.`,
    );
  }
  return buildKustomization(resolve(directory), readText).map(manifestYaml).join('---\n');
}

/** `undefined` for what is no file; resources of a kustomization may be directories. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') return undefined;
    throw error;
  }
}

try {
  process.stdout.write(kubectl(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
