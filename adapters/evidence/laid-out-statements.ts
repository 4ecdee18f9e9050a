import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toSignFiles } from '../../domain/evidence/to-sign.ts';
import type { Signing } from '../../engine/evidence/signing.ts';

/** Statements in files, in the parts that actions/attest takes and puts together again as they were: subject by digest and name, and
 *  predicate.
 *  @see https://github.com/actions/attest/blob/1e69f48acb82d1966a394da916b4c1698aa569d6/src/subject.ts
 *  @see https://github.com/actions/toolkit/blob/4b9afa4c890de9d1a84c75bb617ee4d96207823a/packages/attest/src/intoto.ts */
export class LaidOutStatements implements Signing {
  readonly #folder: string;

  /** @param folder of the runner for temporary files */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async layOut(service: string, statement: string): Promise<void> {
    const { subject, predicate } = JSON.parse(statement);
    const files = toSignFiles(service);
    await mkdir(join(this.#folder, dirname(files.subject)), { recursive: true });
    await writeFile(join(this.#folder, files.subject), `${subject[0].digest.sha256}  ${subject[0].name}\n`);
    await writeFile(join(this.#folder, files.predicate), JSON.stringify(predicate));
  }
}
