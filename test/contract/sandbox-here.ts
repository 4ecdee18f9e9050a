import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enclosures } from '../../rehearsal/enclosure/enclosure.ts';
import { plainEnclosures } from '../../rehearsal/enclosure/plain-enclosures.ts';
import { findSandbox, type Sandbox } from '../../rehearsal/enclosure/sandbox/find-sandbox.ts';
import { NO_WATCHER } from '../../rehearsal/enclosure/watcher.ts';

/** The ways in which jobs are enclosed on this machine, for `describe.each`. */
export const formsHere = (sandbox: Sandbox): readonly (readonly [string, Enclosures])[] => [
  ['as the user', plainEnclosures()],
  ...(sandbox.kind === 'works' ? [['in sandboxes', sandbox.enclosures] as const] : []),
];

/** The sandbox of the machine that the tests run on, where it has one.
 *  @param hidden folders that it must not show although they are on PATH */
export async function sandboxHere(
  hidden: readonly string[] = [],
): Promise<{ readonly sandbox: Sandbox; readonly remove: () => void }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sandbox-')));
  const path = process.env['PATH'] ?? '';
  const sandbox = await findSandbox({ path, programs: path, hidden, folder, watcher: NO_WATCHER });
  // Where tests must have one, a machine without is no reason to leave them out.
  if (sandbox.kind === 'none' && process.env['SLUICE_TEST_SANDBOX'] === 'required')
    throw new Error(`There is no sandbox: ${sandbox.why}.`);
  return { sandbox, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
