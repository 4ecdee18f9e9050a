import { parseArgs } from 'node:util';
import { speaker } from '../cluster/machine/speaker.ts';
import { exitWith } from '../exit-with.ts';
import { withEmbeddedCluster } from '../trace/embedded.ts';
import type { Json } from '../trace/json.ts';
import type { ClientScript } from './client-script.ts';
import { compared, EXPECTED } from './compare.ts';
import { play } from './play.ts';
import { clients } from './programs.ts';
import { SCRIPTS } from './scripts.ts';

const USAGE = `npm run test:clients -- [--kubeconfig FILE [--record]] [--only NAME]...
  plays what people do with kubectl and helm on the embedded cluster, and compares what the clients say with what they said on a
  real Kubernetes. --kubeconfig plays it there at the same time and compares with that; --record writes what they say there into
  test/clients/expected. A KUBECONFIG of the environment is not used.`;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kubeconfig: { type: 'string' },
      only: { type: 'string', multiple: true },
      record: { type: 'boolean', default: false },
    },
  });
  const { kubeconfig, record, only } = values;
  const scripts = SCRIPTS.filter(({ name }) => only?.includes(name) ?? true);
  if (scripts.length === 0) throw new Error(`No script is named ${only?.join(', ')}.\n${USAGE}`);
  if (record && kubeconfig === undefined) throw new Error(`Recording needs a cluster to record from.\n${USAGE}`);
  const programs = await clients(speaker());
  const on = (cluster: string): Promise<ReadonlyMap<string, Json>> => play(cluster, programs, scripts);
  if (record && kubeconfig !== undefined) return recorded(await on(kubeconfig));
  const embedded = withEmbeddedCluster(on);
  const real = kubeconfig === undefined ? undefined : await on(kubeconfig);
  return report(scripts, (name) => real?.get(name) ?? EXPECTED.read(name), await embedded);
}

function recorded(traces: ReadonlyMap<string, Json>): number {
  const failed = EXPECTED.write(traces);
  for (const { name, why } of failed) console.log(`not recorded  ${name}: ${why}`);
  console.log(`${traces.size - failed.length} of ${traces.size} scripts recorded`);
  return failed.length === 0 ? 0 : 1;
}

function report(
  scripts: readonly ClientScript[],
  wanted: (name: string) => Json,
  embedded: ReadonlyMap<string, Json>,
): number {
  const comparisons = compared(scripts, wanted, (name) => embedded.get(name) ?? null);
  for (const { name, equal, difference } of comparisons) {
    const commands = scripts.find((script) => script.name === name)?.steps.length ?? 0;
    console.log(`${equal ? '✓' : '✗'} ${name}: ${commands} commands${equal ? '' : `\n${difference}`}`);
  }
  const failed = comparisons.filter(({ equal }) => !equal).length;
  console.log(`${comparisons.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

exitWith(main(process.argv.slice(2)));
