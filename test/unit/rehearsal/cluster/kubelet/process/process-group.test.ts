import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const SOURCE = fileURLToPath(
  new URL('../../../../../../rehearsal/cluster/kubelet/process/process-group.ts', import.meta.url),
);
const PARENT = `
import { startGroup } from ${JSON.stringify(SOURCE)};
startGroup(
  { program: '/bin/sh', args: ['-c', 'sleep 60 & echo $!; echo $$; wait'], directory: '/', environment: { PATH: '/usr/bin:/bin' } },
  { started() {}, failed: console.log, line: (line) => console.log(line), exited() {} },
);
`;
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

(process.platform === 'win32' ? describe.skip : describe)('a process group', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)('ends with everything it started when its parent gets %s', async (signal) => {
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', PARENT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids: number[] = [];
    let text = '';
    parent.stdout.setEncoding('utf8');
    while (pids.length < 2) {
      text += String((await once(parent.stdout, 'data'))[0]);
      pids.splice(0, pids.length, ...[...text.matchAll(/^(\d+)\n/gm)].map((match) => Number(match[1])));
    }
    expect(pids.map(alive)).toEqual([true, true]);
    parent.kill(signal);
    await once(parent, 'exit');
    for (let wait = 0; wait < 100 && pids.some(alive); wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(pids.map(alive)).toEqual([false, false]);
  });
});
