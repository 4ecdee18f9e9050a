import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resultsFile } from '../scenario-run/times-table.ts';

const DIST = join(import.meta.dirname, '../../../actions/dist');

/** Rows of a long run that was interrupted, of the very bundles that are tested now: a line each, beside the other numbers. */
export class KeptRows<Row> {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  read(): readonly Row[] {
    if (!existsSync(this.path)) return [];
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Row);
  }

  add(row: Row): void {
    mkdirSync(dirname(this.path), { recursive: true });
    appendFileSync(this.path, `${JSON.stringify(row)}\n`);
  }

  forget(): void {
    rmSync(this.path, { force: true });
  }
}

/** Where rows of one sort are kept. */
export const keptPath = (sort: 'load' | 'kills'): string =>
  join(dirname(resultsFile()), `${sort}-${bundleKey()}.jsonl`);

/** Names the content of the bundles. */
export function bundleKey(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(DIST).sort()) hash.update(name).update(readFileSync(join(DIST, name)));
  return hash.digest('hex').slice(0, 12);
}
