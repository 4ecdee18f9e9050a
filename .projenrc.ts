import { join } from 'node:path';
import { Project } from 'projen';
import { loadConfig } from './cli/config/load-config.ts';
import { PACKAGE_NAME } from './domain/package-name.ts';
import { ownFiles } from './own/own-files.ts';
import { SluiceDelivery } from './projen.ts';
import { GeneratedTextFile } from './workflows-src/projen/generated-text-file.ts';
import { RcFile } from './workflows-src/projen/rc-file.ts';

const outdir = import.meta.dirname;

try {
  const { delivery } = await loadConfig(join(outdir, 'examples/ai-agent-platform/sluice.config.ts'), outdir);
  const project = new Project({ name: PACKAGE_NAME, outdir, commitGenerated: true });
  new RcFile(project, '.projenrc.ts');
  for (const task of ['build', 'compile', 'package', 'post-compile', 'pre-compile', 'test']) project.removeTask(task);
  project.gitignore.exclude(
    'node_modules/',
    '/rehearsals/',
    '/package/',
    '*.log',
    '__pycache__/',
    '.pytest_cache/',
    '.venv/',
  );
  for (const bundle of ['/actions/dist/**', '/rehearsal/workflow/parser/github-parser.mjs']) {
    project.gitattributes.addAttributes(bundle, 'linguist-generated');
  }
  new SluiceDelivery(project, delivery);
  for (const file of ownFiles(delivery)) new GeneratedTextFile(project, file);
  project.synth();
} catch (error) {
  // What is wrong with a delivery is a sentence with its place; everything else is our mistake.
  if (!(error instanceof Error && ['ConfigProblem', 'InvalidInput'].includes(error.name))) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
