import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedSchema } from './installed-schema.ts';
import { type ContextNames, schemaFile } from './schema-file.ts';

// `npm run schema`: writes GitHub's names again, from its parser as it is installed and its language service of the same version.
const ROOT = join(import.meta.dirname, '..', '..');
const installed = installedSchema(ROOT);
const scratch = mkdtempSync(join(tmpdir(), 'sluice-schema-'));
try {
  const name = `@actions/languageservice@${installed.version}`;
  const packed = execFileSync('npm', ['pack', name, '--silent'], { cwd: scratch, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', packed], { cwd: scratch });
  const text = readFileSync(join(scratch, 'package/dist/context-providers/descriptions.min.json'), 'utf8');
  const described = JSON.parse(text) as Readonly<Record<string, object>>;
  const words = (context: string): readonly string[] =>
    Object.keys(described[context] ?? {}).filter((word) => /^[\w-]+$/.test(word));
  const contexts: ContextNames = {
    github: words('github'),
    job: words('job'),
    runner: words('runner'),
    strategy: words('strategy'),
  };
  writeFileSync(join(ROOT, 'catalogue/github-schema.ts'), schemaFile({ ...installed, contexts }));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
