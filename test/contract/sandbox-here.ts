import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { findSandbox } from '../../rehearsal/enclosure/sandbox/find-sandbox.ts';
import { NO_WATCHER } from '../../rehearsal/enclosure/watcher.ts';

const path = process.env['PATH'] ?? '';

/** The sandbox of the machine that the tests run on, where it has one. */
export const sandbox = await findSandbox({
  path,
  programs: path,
  hidden: [],
  folder: realpathSync(tmpdir()),
  watcher: NO_WATCHER,
});
