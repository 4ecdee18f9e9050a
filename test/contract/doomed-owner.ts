import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plainEnclosures } from '../../rehearsal/enclosure/plain-enclosures.ts';
import { findSandbox } from '../../rehearsal/enclosure/sandbox/find-sandbox.ts';
import { startWatcher } from '../../rehearsal/enclosure/watcher.ts';

/** A program that runs scripts side by side in one enclosure until it is killed. Arguments: `plain` or `sandboxed`, its scratch folder,
 *  the scripts. */
const [kind, scratch = '', ...scripts] = process.argv.slice(2);
const folder = join(scratch, 'job');
const temporary = join(folder, 'tmp');
mkdirSync(temporary, { recursive: true });
const watcher = startWatcher(scratch, join(dirname(scratch), 'locks'));
const path = process.env['PATH'] ?? '';
const sandbox = await findSandbox({ path, programs: path, hidden: [], folder: dirname(scratch), watcher });
const enclosures = kind === 'sandboxed' && sandbox.kind === 'works' ? sandbox.enclosures : plainEnclosures(watcher);
const enclosure = await enclosures.open({ folder, temporary, readable: [] });
for (const script of scripts) {
  const { stdout, stderr } = enclosure.launch({
    file: 'bash',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
  });
  stdout.pipe(process.stdout);
  stderr.pipe(process.stderr);
}
setInterval(() => {}, 1000);
