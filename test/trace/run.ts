import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with.ts';
import { CASES } from './cases.ts';
import { type Comparison, compareTraces } from './compare.ts';
import { withEmbeddedCluster } from './embedded.ts';
import { EXPECTED } from './expected.ts';
import { play } from './play.ts';
import type { TraceCase } from './trace-case.ts';

const USAGE = `node test/trace/run.ts --kubeconfig FILE [--kubeconfig FILE] [--only NAME]... [--record]
  plays every case on both clusters and shows where they answer differently; with one kubeconfig the other cluster is the
  embedded one. --record writes the traces of the one cluster into test/trace/expected instead. A KUBECONFIG of the
  environment is not used.`;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kubeconfig: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      record: { type: 'boolean' },
    },
  });
  const [first, second, ...more] = values.kubeconfig ?? [];
  if (first === undefined || more.length > 0) throw new Error(`One or two kubeconfigs are wanted.\n${USAGE}`);
  const cases = chosen(values.only);
  if (values.record === true) {
    if (second !== undefined) throw new Error(`One kubeconfig is recorded from, not two.\n${USAGE}`);
    return record(first, cases);
  }
  const compare = (other: string): Promise<readonly Comparison[]> => compareTraces(first, other, cases);
  return report(await (second === undefined ? withEmbeddedCluster(compare) : compare(second)));
}

function chosen(names: readonly string[] | undefined): readonly TraceCase[] {
  const unknown = (names ?? []).filter((name) => !CASES.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`No case is named ${unknown.join(', ')}.\n${USAGE}`);
  return CASES.filter(({ name }) => names?.includes(name) ?? true);
}

async function record(kubeconfig: string, cases: readonly TraceCase[]): Promise<number> {
  const failed = EXPECTED.write(await play(kubeconfig, cases));
  for (const { name, why } of failed) console.log(`not recorded  ${name}: ${why}`);
  console.log(`${cases.length - failed.length} of ${cases.length} traces recorded`);
  return failed.length === 0 ? 0 : 1;
}

function report(comparisons: readonly Comparison[]): number {
  for (const { name, equal, difference } of comparisons) {
    console.log(`${equal ? 'equal  ' : 'DIFFERS'}  ${name}`);
    if (!equal) console.log(difference);
  }
  const equal = comparisons.filter((comparison) => comparison.equal).length;
  console.log(`${equal} of ${comparisons.length} traces equal`);
  return equal === comparisons.length ? 0 : 1;
}

exitWith(main(process.argv.slice(2)));
