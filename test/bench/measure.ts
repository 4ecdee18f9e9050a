import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

/** One run of a process, from outside. */
export interface Sample {
  /** From spawn to the first byte of output; to the end where there was none. */
  readonly firstOutput: number;
  readonly total: number;
}

export function runOnce(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let first: number | undefined;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', () => (first ??= performance.now() - started));
    child.on('error', reject);
    child.on('close', () => {
      const total = performance.now() - started;
      resolve({ firstOutput: first ?? total, total });
    });
  });
}

const REPORT = pathToFileURL(join(import.meta.dirname, 'report-processor.mjs')).href;

/** Milliseconds of processor time that a program of Node takes from its start to its end, by all of its threads: what others do on the machine
 *  shows little in it. @throws for a program that does not say so, as one that is killed */
export function processorTime(args: readonly string[], environment: Readonly<Record<string, string>> = {}): number {
  const { stderr } = spawnSync(process.execPath, ['--import', REPORT, ...args], { env: environment, encoding: 'utf8' });
  const found = /\nprocessor ([\d.]+)\n$/.exec(stderr)?.[1];
  if (found === undefined) throw new Error(`${args.join(' ')} did not come to its end: ${stderr}`);
  return Number(found);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A row of a benchmark: ours beside a named peer in the same run, and the ratio between them. */
export interface Row {
  readonly label: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  /** The ratio that must not be passed; `undefined` where the row only shows. */
  readonly limit?: number;
}

export interface Bench {
  readonly name: string;
  readonly rows: readonly Row[];
}
