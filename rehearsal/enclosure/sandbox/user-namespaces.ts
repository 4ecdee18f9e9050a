import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { sandboxStatus } from './sandbox-status.ts';

/** The user of a sandbox, as on GitHub's machines: who is root outside is nobody special inside. */
export const RUNNER = { uid: '1001', gid: '1001' } as const;

/** Two user namespaces as open files: one that may make mounts and process namespaces, and below it the one that processes run in. Both
 *  are used for all sandboxes, since bubblewrap enters a process namespace only by the user namespace that owns it. */
export interface UserNamespaces {
  readonly outer: number;
  readonly inner: number;
}

/** Makes them, without a process that stays. @throws with what bubblewrap says where the system forbids it. */
export async function makeUserNamespaces(bubblewrap: string): Promise<UserNamespaces> {
  const whole = ['--dev-bind', '/', '/', '--die-with-parent', '--json-status-fd'];
  const outer = ['--unshare-user', '--uid', '0', '--gid', '0', '--cap-add', 'CAP_SETFCAP', ...whole, '3'];
  const inner = ['--unshare-user', '--uid', RUNNER.uid, '--gid', RUNNER.gid, ...whole, '4'];
  const child = spawn(bubblewrap, [...outer, bubblewrap, ...inner, 'cat'], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString('utf8');
  });
  const failed = once(child, 'close').then(() => {
    throw new Error(words.trim().split('\n')[0] || 'bubblewrap ended without a word');
  });
  failed.catch(() => {});
  try {
    const [first, second] = [sandboxStatus(child.stdio[3]), sandboxStatus(child.stdio[4])];
    const pids = await Promise.race([Promise.all([first.pid, second.pid]), failed]);
    // What `cat` answers, it answers when both have been set up.
    child.stdin.write('\n');
    await Promise.race([once(child.stdout, 'data'), failed]);
    const [of, below] = pids.map((pid) => openSync(`/proc/${pid}/ns/user`, 'r'));
    if (of === undefined || below === undefined) throw new Error('bubblewrap told of no process');
    return { outer: of, inner: below };
  } finally {
    child.kill('SIGKILL');
  }
}
