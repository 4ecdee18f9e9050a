import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';
import { generatedFiles } from './cli/generated-files.ts';
import type { Delivery } from './domain/delivery.ts';
import { missingFolders } from './domain/delivery-rules.ts';
import { InvalidInput } from './domain/problem.ts';
import { GeneratedTextFile } from './workflows-src/projen/generated-text-file.ts';

/** A delivery as part of a project of projen, which must be that of the repository's root: its files are those of `sluice synth`. */
export class SluiceDelivery extends Component {
  /** @throws {InvalidInput} before projen is asked to write anything */
  constructor(project: Project, delivery: Delivery) {
    super(project, 'sluice-delivery');
    const missing = missingFolders(delivery, (path) => existsSync(join(project.outdir, path)));
    if (missing.length > 0) throw new InvalidInput('The delivery', missing);
    for (const file of generatedFiles(delivery)) new GeneratedTextFile(project, file);
  }
}
