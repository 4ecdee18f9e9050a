import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with.ts';
import { takeDown } from './bring-up/down.ts';
import { FOLDERS, paths } from './bring-up/layout.ts';
import { describeStatus, exportLines } from './bring-up/status.ts';
import { bringUp } from './bring-up/up.ts';
import { demandRoot } from './demand-root.ts';
import { holding } from './machine/lock.ts';
import { find } from './machine/packages.ts';
import { speaker } from './machine/speaker.ts';

const USAGE = `npm run cluster -- up [--crash-loop-seconds N] | down | status | env
  up      brings up a single-node Kubernetes on this machine (Linux, root)
  down    ends what up started, and removes it
  status  says where it is and how each part is
  env     prints the exports for a shell: eval "$(npm run --silent cluster -- env)"`;

/** The command `npm run cluster`. */
async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'crash-loop-seconds': { type: 'string' } },
  });
  const [command = '', ...rest] = positionals;
  const say = speaker();
  const locked = <T>(work: () => Promise<T>): Promise<T> => holding(paths(FOLDERS).lock, command, 3600, say, work);
  if (rest.length > 0) throw new Error(`One command at a time; ${rest.join(' ')} is too much.\n${USAGE}`);
  switch (command) {
    case 'up': {
      demandRoot();
      const crashLoopSeconds = parseSeconds(values['crash-loop-seconds']);
      if (find('kind') !== undefined)
        say(
          'kind is on PATH: a cluster of kind works too, by --kubeconfig or SLUICE_TEST_KUBECONFIG; this one is made without Docker',
        );
      const started = await locked(() => bringUp({ crashLoopSeconds }, say));
      console.log(
        started
          ? `The cluster is up: ${paths(FOLDERS).kubeconfig}`
          : `The cluster was up already, and nothing was done: ${paths(FOLDERS).kubeconfig}`,
      );
      return 0;
    }
    case 'down': {
      demandRoot();
      const ended = await locked(() => takeDown(say));
      console.log(ended ? 'The cluster is down.' : 'There was no cluster, and nothing was done.');
      return 0;
    }
    case 'status': {
      const { text, healthy } = await describeStatus();
      console.log(text);
      return healthy ? 0 : 1;
    }
    case 'env': {
      if (!existsSync(paths(FOLDERS).kubeconfig))
        throw new Error('There is no cluster. Bring it up with: npm run cluster -- up');
      console.log(exportLines());
      return 0;
    }
    default:
      throw new Error(`Unknown command ${JSON.stringify(command)}; wanted one of up, down, status, env.\n${USAGE}`);
  }
}

function parseSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // The bounds that the kubelet itself sets (KEP-4603).
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > 300) {
    throw new Error(`--crash-loop-seconds ${text}: wanted a whole number from 1 to 300.`);
  }
  return Number(text);
}

exitWith(main(process.argv.slice(2)));
