import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';
import { listedFiles } from './cli/file-list.ts';
import { foreignSentence, judgeFiles, sharedSentence } from './cli/foreign-files.ts';
import { generatedFiles } from './cli/generated-files.ts';
import { isMarked } from './cli/marked-files.ts';
import { readText } from './cli/repository-files.ts';
import type { Delivery } from './domain/delivery.ts';
import { missingFolders } from './domain/delivery-rules.ts';
import { InvalidInput } from './domain/problem.ts';
import type { Besides } from './workflows-src/language/besides.ts';
import { forgetFiles } from './workflows-src/projen/forgotten-files.ts';
import { GeneratedTextFile } from './workflows-src/projen/generated-text-file.ts';

const ANYWHERE = /^/;

/** A delivery as part of a project of projen, which must be that of the repository's root: its files are those of `sluice synth`. */
export class SluiceDelivery extends Component {
  /** @throws before projen is asked to write anything */
  constructor(project: Project, delivery: Delivery, besides: Besides = {}) {
    super(project, 'sluice-delivery');
    const missing = missingFolders(delivery, (path) => existsSync(join(project.outdir, path)));
    if (missing.length > 0) throw new InvalidInput('The delivery', missing);
    const read = (path: string): string | undefined => readText(project.outdir, path);
    const { own, foreign, shared } = judgeFiles(generatedFiles(delivery, besides), read);
    if (foreign.length > 0) throw new Error(foreignSentence(foreign, undefined));
    for (const file of shared) console.log(sharedSentence(file));
    for (const file of own) new GeneratedTextFile(project, file);
  }

  /** projen deletes what it has listed and nobody makes any longer, whatever stands there by now. What somebody has put in the place of a file
   *  of ours is theirs, and is taken from its list before. */
  override preSynthesize(): void {
    const { outdir, files } = this.project;
    const made = new Set(files.map(({ path }) => path));
    const read = (path: string): string | undefined => readText(outdir, path);
    const theirs = listedFiles(read).filter((path) => {
      const found = made.has(path) ? undefined : read(path);
      return found !== undefined && !isMarked(path, found, ANYWHERE);
    });
    if (theirs.length > 0) forgetFiles(outdir, theirs);
  }
}
