import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { InvalidInput } from '../domain/problem.ts';
import { platform } from '../examples/ai-agent-platform/delivery.ts';
import { missing, SETUP_FOLDER, setupFiles } from '../setup-src/setup-files.ts';
import { readText, repositoryRoot } from './repository-files.ts';

const USAGE = `Usage: sluice setup gcp

Writes ${SETUP_FOLDER}/: what an administrator gives Google Cloud and GitHub once, as a script, as Terraform, and as data.`;

/** Writes the setup of the delivery. "npm run synth" writes it, too, with everything else. */
export async function setup(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== 'gcp') {
    console.error(USAGE);
    return 2;
  }
  const lacking = missing(platform);
  if (lacking.length > 0) throw new InvalidInput('The setup', lacking);
  const root = repositoryRoot();
  const files = setupFiles(platform);
  const changed = files.filter(({ path, content }) => readText(root, path) !== content);
  for (const file of changed) write(root, file);
  console.log(
    changed.length === 0
      ? `${SETUP_FOLDER}/ is what the delivery makes of it.`
      : `Written: ${changed.map(({ path }) => path).join(', ')}. Read the changes, then run "bash ${SETUP_FOLDER}/setup.sh" or apply the Terraform.`,
  );
  return 0;
}

/** Generated files cannot be written by accident, here as by projen. */
function write(root: string, { path, content }: GeneratedFile): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) chmodSync(file, 0o644);
  writeFileSync(file, content);
  chmodSync(file, 0o444);
}
