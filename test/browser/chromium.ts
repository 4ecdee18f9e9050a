import { type Browser, chromium } from 'playwright-core';
import { which } from '../../rehearsal/runner/which.ts';
import { NotHere } from '../demo/check.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine; none is downloaded. @throws {NotHere} where there is none. */
export async function startChromium(): Promise<Browser> {
  const path = process.env['PATH'] ?? '';
  const executablePath =
    process.env['CHROMIUM'] ?? NAMES.map((name) => which(name, path)).find((found) => found !== undefined);
  if (executablePath === undefined) throw new NotHere('Chromium (apt-get install chromium, or its path in CHROMIUM)');
  // As root it has no sandbox; it is led to pages of this machine alone.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, timeout: 120_000 });
}
