import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { NotHere } from '../demo/check.ts';
import { prepareGround } from '../demo/ground.ts';
import { accessibleChecks } from './checks/accessible.ts';
import { dashboardsPage } from './checks/dashboards-page.ts';
import { errorChecks } from './checks/errors.ts';
import { firstPaint } from './checks/first-paint.ts';
import { keyboard } from './checks/keyboard.ts';
import { liveChecks } from './checks/live.ts';
import { lostChecks } from './checks/lost.ts';
import { phone } from './checks/phone.ts';
import { startChromium } from './chromium.ts';
import { Stage } from './stage.ts';

const CHECKS = [
  ...liveChecks,
  ...lostChecks,
  keyboard,
  ...accessibleChecks,
  phone,
  ...errorChecks,
  dashboardsPage,
  firstPaint,
];

/** Tries the dashboard's page in a browser, before both services as processes. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const checks = CHECKS.filter(({ name }) => values.only === undefined || name.includes(values.only));
  let browser: Browser;
  try {
    browser = await startChromium();
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    console.log(`○ not run, there is not ${error.message}\n0 passed, 0 failed, ${checks.length} skipped`);
    return 0;
  }
  try {
    await using stage = await Stage.open(browser, await prepareGround());
    let failed = 0;
    for (const { name, run } of checks) {
      const seen = await run(stage).then(
        (measured) => `✓ ${name}: ${measured}`,
        (error: unknown) => {
          failed += 1;
          return `✗ ${name}: ${error instanceof Error ? error.message : String(error)}`;
        },
      );
      console.log(seen);
      await stage.leavePages();
    }
    console.log(`${checks.length - failed} passed, ${failed} failed`);
    return failed === 0 && checks.length > 0 ? 0 : 1;
  } finally {
    await browser.close();
  }
}

process.exitCode = await main();
