import { spawnSync } from 'node:child_process';
import type { Answer, Question } from './enclosure.ts';

/** Runs a program to its end. It answers on descriptor 3; more descriptors follow from 4 on.
 *  @throws when it cannot be started */
export function askProgram({
  file,
  args,
  cwd,
  env,
  input,
  milliseconds,
  descriptors = [],
}: Omit<Question, 'readable'> & { readonly descriptors?: readonly number[] }): Answer {
  const { output, error, status, stderr } = spawnSync(file, [...args], {
    ...{ cwd, input, env: { ...env }, encoding: 'utf8', timeout: milliseconds, killSignal: 'SIGKILL' },
    stdio: ['pipe', 'ignore', 'pipe', 'pipe', ...descriptors],
  });
  const text = output?.[3] ?? '';
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') return { text, code: undefined };
  if (error !== undefined) throw error;
  const problem = /^bwrap: .*/.exec(stderr)?.[0];
  if (status !== 0 && problem !== undefined) throw new Error(`The sandbox cannot be made: ${problem}`);
  return { text, code: status ?? 1 };
}
