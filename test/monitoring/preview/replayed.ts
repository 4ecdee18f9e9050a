import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldsOf, listOf } from '../../../manifests-src/rules/read/fields.ts';
import { freePort } from '../../../rehearsal/cluster/kubelet/process/free-port.ts';
import { must } from '../../demo/check.ts';
import { Beside, onPath } from '../trial/program.ts';

/** One time series of an answer, with its values by their time in seconds. */
export interface Answered {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: ReadonlyMap<number, number>;
}

/** A real Prometheus that has collected what a text says, and asks nobody else. */
export class Replayed implements AsyncDisposable {
  readonly #url: string;
  readonly #ends: AsyncDisposableStack;

  private constructor(url: string, ends: AsyncDisposableStack) {
    this.#url = url;
    this.#ends = ends;
  }

  /** @throws {NotHere} where Prometheus is not on this machine */
  static async of(text: string): Promise<Replayed> {
    const [prometheus, promtool] = [onPath('prometheus'), onPath('promtool')];
    await using ends = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), 'replayed-'));
    ends.defer(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'collected.txt'), text);
    writeFileSync(join(folder, 'prometheus.yml'), '{}');
    execFileSync(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', 'collected.txt', 'data'], {
      cwd: folder,
      stdio: 'pipe',
    });
    const address = `127.0.0.1:${await freePort()}`;
    const args = [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=${address}`,
    ];
    const program = ends.adopt(new Beside(prometheus, args, folder), (each) => each.end());
    await program.answers(`http://${address}/-/ready`);
    return new Replayed(`http://${address}`, ends.move());
  }

  /** @returns in the order of their labels */
  async range(
    promql: string,
    times: { readonly start: number; readonly end: number; readonly step: number },
  ): Promise<readonly Answered[]> {
    const asked = new URLSearchParams({
      query: promql,
      ...Object.fromEntries(Object.entries(times).map(([name, value]) => [name, String(value)])),
    });
    const answer = fieldsOf(await (await fetch(`${this.#url}/api/v1/query_range?${asked}`)).json());
    must(answer['status'] === 'success', `Prometheus refuses ${promql}: ${String(answer['error'])}`);
    return listOf(fieldsOf(answer['data'])['result'])
      .map((series) => ({
        labels: labelsOf(fieldsOf(series)['metric']),
        values: new Map(
          listOf(fieldsOf(series)['values']).map((pair) => [Number(listOf(pair)[0]), Number(listOf(pair)[1])]),
        ),
      }))
      .sort((one, other) => (JSON.stringify(one.labels) < JSON.stringify(other.labels) ? -1 : 1));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#ends.disposeAsync();
  }
}

const labelsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value))
      .map(([label, each]) => [label, String(each)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
