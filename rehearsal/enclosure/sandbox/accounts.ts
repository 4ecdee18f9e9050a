import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mount } from './mounts.ts';
import { RUNNER } from './user-namespaces.ts';

/** Accounts as programs in a sandbox find them: that of GitHub's runner, and none of this machine but the names of root and nobody. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  passwd: [
    'root:x:0:0:root:/root:/bin/bash',
    `runner:x:${RUNNER.uid}:${RUNNER.gid}:runner:/home/runner:/bin/bash`,
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  ],
  group: ['root:x:0:', `runner:x:${RUNNER.gid}:`, 'nogroup:x:65534:'],
};

/** Writes them. @param folder of its own */
export async function accountFiles(folder: string): Promise<readonly Mount[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    Object.entries(FILES).map(async ([name, lines]): Promise<Mount> => {
      const from = join(folder, name);
      await writeFile(from, `${lines.join('\n')}\n`);
      return { kind: 'read', path: `/etc/${name}`, from };
    }),
  );
}
