import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';
import { generatedFiles } from './cli/generated-files.ts';
import { missingFolders } from './domain/delivery-rules.ts';
import { InvalidInput } from './domain/problem.ts';
import { platform } from './examples/ai-agent-platform/delivery.ts';
import { GeneratedTextFile } from './workflows-src/projen/generated-text-file.ts';
import { RcFile } from './workflows-src/projen/rc-file.ts';

// Everything wrong is said before projen is asked to write anything.
const missing = missingFolders(platform, (path) => existsSync(join(import.meta.dirname, path)));
if (missing.length > 0) throw new InvalidInput('The delivery', missing);

const project = new Project({ name: 'sluice', outdir: import.meta.dirname, commitGenerated: true });
new RcFile(project, '.projenrc.ts');
for (const task of ['build', 'compile', 'package', 'post-compile', 'pre-compile', 'test']) project.removeTask(task);
project.gitignore.exclude('node_modules/', '/rehearsals/', '*.log', '__pycache__/', '.pytest_cache/', '.venv/');
for (const bundle of ['/actions/dist/**', '/rehearsal/workflow/parser/github-parser.mjs']) {
  project.gitattributes.addAttributes(bundle, 'linguist-generated');
}
for (const file of generatedFiles(platform)) new GeneratedTextFile(project, file);
project.synth();
