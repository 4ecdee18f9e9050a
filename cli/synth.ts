import { spawnSync } from 'node:child_process';

/** Writes the generated files by way of `.projenrc.ts`, which registers them with projen. */
export async function synth(): Promise<number> {
  return spawnSync(process.execPath, ['.projenrc.ts'], { stdio: 'inherit' }).status ?? 1;
}
