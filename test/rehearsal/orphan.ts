import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Check, must } from './check.ts';

/** A rehearsal in the background, whose shell ends at once; npm has started it and is no more. */
const ORPHANED = '"$@" --config examples/ai-agent-platform/sluice.config.ts --approve 2>&1 &';
const LONGEST_SECONDS = 12;

/** A signal may end npm in the moment in which it starts Node: before npm passes signals on, and before Node looks who its parent is. */
export const orphanCheck = (cache: string): Check => ({
  name: 'A rehearsal that npm had left before it began ends by itself',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'orphan-'));
    try {
      const since = performance.now();
      const shell = spawn('/bin/sh', ['-c', ORPHANED, 'sh', process.execPath, 'cli/sluice.ts', 'rehearse'], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, TMPDIR: folder, XDG_CACHE_HOME: cache, npm_node_execpath: join(folder, 'npm-is-gone') },
      });
      const output = await text(shell.stdout);
      const seconds = (performance.now() - since) / 1000;
      must(output.includes('Interrupted') && !output.includes('went as it must'), `It went on:\n${output}`);
      must(seconds < LONGEST_SECONDS, `It took ${seconds.toFixed(1)} s, wanted less than ${LONGEST_SECONDS}.`);
      return `${seconds.toFixed(1)} s`;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});
