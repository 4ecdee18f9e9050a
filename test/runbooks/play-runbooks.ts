import { randomBytes } from 'node:crypto';
import type { Kubectl } from '../cluster/bring-up/kubectl.ts';
import { finish } from '../cluster/machine/command.ts';
import type { RunbookLine } from './runbook-lines.ts';
import { tierInTrouble } from './tier-in-trouble.ts';

/** What became of the lines of all pages. */
export interface PlayedRunbooks {
  /** Lines that were run, as they stand on their pages. */
  readonly run: readonly RunbookLine[];
  /** Lines that ask something that is not there: looked at elsewhere. */
  readonly notRun: readonly RunbookLine[];
  /** What is wrong with those that were run. */
  readonly problems: readonly string[];
}

/** Lines that read a cluster; others ask the cloud, an Alertmanager, or keep running. */
const READS = /^kubectl (?:get|logs|describe) /;

/** Runs every line that reads a cluster in a shell, in a namespace with a service whose pods run, claims, quota, policy and a warning: each has to end well
 *  and to show something. @param kinds that this cluster has beside its own, such as certificates */
export async function playRunbooks(
  kubectl: Kubectl,
  lines: readonly RunbookLine[],
  { image, kinds }: { readonly image: string; readonly kinds: readonly string[] },
): Promise<PlayedRunbooks> {
  const namespace = `runbook-${randomBytes(3).toString('hex')}`;
  const service = 'ai-agent-api';
  const canRun = ({ line }: RunbookLine): boolean =>
    READS.test(line) && (!line.includes(' -A') || kinds.some((kind) => line.includes(` ${kind} `)));
  const run = lines.filter(canRun);
  await kubectl('create', 'namespace', namespace);
  try {
    await kubectl.apply(tierInTrouble({ namespace, service, image }), '--validate=false');
    await kubectl(
      'wait',
      '--for=condition=Available',
      `deployment/${service}`,
      '--namespace',
      namespace,
      '--timeout=120s',
    );
    const problems: string[] = [];
    // Many pages ask the same.
    for (const line of new Set(run.map((each) => each.line))) {
      const said = await shell(kubectl, `NAMESPACE=${namespace} SERVICE=${service}\n${line}`);
      if (said.code !== 0 || said.stderr.trim() !== '' || said.stdout.trim() === '')
        problems.push(
          `${line}\n  ended with ${said.code}, showed ${JSON.stringify(said.stdout.slice(0, 300))}, complained ${JSON.stringify(said.stderr.slice(0, 300))}`,
        );
    }
    return { run, notRun: lines.filter((line) => !canRun(line)), problems };
  } finally {
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  }
}

/** A shell in which `kubectl` is that of the cluster. */
const shell = ({ program, kubeconfig }: Kubectl, text: string) =>
  finish('bash', ['--norc', '-uc', `kubectl() { '${program}' "$@"; }\n${text}`], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', KUBECONFIG: kubeconfig },
    seconds: 60,
  });
