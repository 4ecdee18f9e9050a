import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { until } from './until.ts';

interface Holder extends ProcessIdentity {
  readonly doing: string;
}

const holderOf = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

function take(path: string, doing: string): boolean {
  const own = identityOf(process.pid);
  if (own === undefined) throw new Error('This process cannot see itself in /proc, which the lock needs.');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...own, doing } satisfies Holder));
  try {
    // A link either appears whole or not at all, so nobody ever reads half a lock.
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    const holder = holderOf(path);
    // Whoever held it is gone without giving it back; the next attempt finds it free.
    if (holder === undefined || !isRunning(holder)) rmSync(path, { force: true });
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Does `work` while nobody else on this machine holds the lock at `path`; waits for whoever holds it now. */
export async function holding<T>(
  path: string,
  doing: string,
  seconds: number,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  await until(`the lock ${path}`, seconds, async () => {
    if (take(path, doing)) return true;
    const holder = holderOf(path);
    if (!told && holder !== undefined) say(`waiting for process ${holder.pid}, which holds ${path} (${holder.doing})`);
    told ||= holder !== undefined;
    return undefined;
  });
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
