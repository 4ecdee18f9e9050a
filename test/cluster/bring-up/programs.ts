import { delimiter } from 'node:path';
import { find } from '../machine/packages.ts';

/** Environment of every part: nothing of the caller's, above all no proxy that loopback traffic would go to. */
export const DAEMON_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(delimiter),
};

/** Full path of a program of a part: one that was built, else one of this machine. */
export function programPath(program: string, built: (name: string) => string): string {
  const found = ['containerd', 'docker-registry'].includes(program) ? find(program) : built(program);
  if (found === undefined) throw new Error(`The cluster needs ${program}, which is not on this machine.`);
  return found;
}
