import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { prepareGround } from '../demo/ground.ts';
import { startChromium } from './chromium.ts';
import { Stage } from './stage.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images');
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PICTURES: readonly { readonly name: string; readonly options: BrowserContextOptions }[] = [
  { name: 'dashboard-light.png', options: { ...DESKTOP, colorScheme: 'light' } },
  { name: 'dashboard-dark.png', options: { ...DESKTOP, colorScheme: 'dark' } },
  { name: 'dashboard-phone.png', options: { viewport: { width: 390, height: 800 }, isMobile: true } },
];
const AGENTS = [
  ['Town crier', 'shout'],
  ['Mirror', 'reverse'],
  ['Parrot', 'repeat'],
  ['Dancer', 'dance'],
  ['Herald', 'shout'],
  ['Archivist', 'repeat'],
] as const;
const WORDS = [
  ['Town crier', 'the release of this morning is live'],
  ['Mirror', 'stressed desserts'],
  ['Dancer', 'a waltz, please'],
  ['Parrot', 'who is a clever bird?'],
] as const;

/** Takes the pictures of the documentation: the page as a visitor sees it who has been there for a while. */
async function take(browser: Browser): Promise<void> {
  await using stage = await Stage.open(browser, await prepareGround());
  mkdirSync(FOLDER, { recursive: true });
  const ids = new Map<string, string>();
  for (const [name, does] of AGENTS) ids.set(name, await stage.createAgent('ada', name, does));
  for (const { name, options } of PICTURES) {
    const page = await stage.signedIn('ada', options);
    for (const [agent, words] of WORDS) await stage.execute('ada', ids.get(agent) ?? '', words);
    await page
      .locator('#live li')
      .nth(WORDS.length - 1)
      .waitFor();
    await page.screenshot({ path: join(FOLDER, name) });
    console.log(`docs/images/${name}`);
    await stage.leavePages();
  }
}

const browser = await startChromium();
try {
  await take(browser);
} finally {
  await browser.close();
}
