import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Consumer, consumer, type Said } from './consumer.ts';

/** A repository of a user, who calls the packed command as npx has it: from outside of the repository. */
export interface Visited {
  readonly user: Consumer;
  sluice(...args: readonly string[]): Said;
  discard(): void;
}

export function visited(tarball: string, files: Readonly<Record<string, string>>): Visited {
  const tools = consumer({});
  tools.npm('install', '--offline', '--no-audit', '--no-fund', tarball);
  const user = consumer(files);
  const bin = join(tools.root, 'node_modules/@sluice-delivery/sluice/bin/sluice.cjs');
  return {
    user,
    sluice(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd: user.root,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      return { status, stdout, stderr };
    },
    discard() {
      tools.discard();
      user.discard();
    },
  };
}
