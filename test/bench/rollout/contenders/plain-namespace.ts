import { randomBytes } from 'node:crypto';
import type { Kubectl } from '../../../cluster/bring-up/kubectl.ts';
import { type Finished, finish, tail } from '../../../cluster/machine/command.ts';
import type { Judged } from '../contender.ts';

/** A namespace for a tool that runs as an administrator. */
export async function plainNamespace(
  kubectl: Kubectl,
  id: string,
  tool: string,
): Promise<{ readonly namespace: string; close(): Promise<void> }> {
  const namespace = `sluice-test-bench-${id}-${tool}-${randomBytes(2).toString('hex')}`;
  await kubectl('create', 'namespace', namespace);
  return {
    namespace,
    close: async () => {
      await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
    },
  };
}

/** Runs a tool to its end, or to the cut. @param start when its deploy began, by `performance.now()` */
export async function judge(
  program: string,
  args: readonly string[],
  {
    start,
    cut,
    ...setting
  }: { readonly start: number; readonly cut: number; readonly env: NodeJS.ProcessEnv; readonly input?: string },
): Promise<Judged> {
  const left = cut - (performance.now() - start) / 1000;
  const finished = await finish(program, args, { ...setting, seconds: left });
  return { verdict: verdictOf(finished), seconds: (performance.now() - start) / 1000, said: lastWords(finished) };
}

/** By the exit code: 1 is what these tools call a failure; a program that crashes or is ended has said nothing. Pure. */
export const verdictOf = ({ code }: Pick<Finished, 'code'>): Judged['verdict'] =>
  code === 0 ? 'complete' : code === 1 ? 'failed' : 'none';

export const lastWords = ({ stdout, stderr }: Pick<Finished, 'stdout' | 'stderr'>): string =>
  tail(stderr.trim() === '' ? stdout : stderr, 1);
