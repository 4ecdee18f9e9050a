import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { must } from '../../demo/check.ts';
import { KEYS } from '../../demo/ground.ts';
import type { Stage } from '../stage.ts';
import type { PageCheck } from './page-check.ts';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds, of every rule that it has. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<readonly Violation[]>('axe.run().then(({ violations }) => violations)');
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
}

/** Every page there is, in the order in which a visitor meets them. */
async function pagesOf(stage: Stage, page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await page.goto(stage.line.url);
  await look('sign in');
  await page.getByLabel('Your API key').fill('no-key-that-anybody-has');
  await page.getByRole('button', { name: 'Show my agents' }).click();
  await page.getByRole('alert').waitFor();
  await look('refused');
  await page.getByLabel('Your API key').fill(KEYS.ada);
  await page.getByRole('button', { name: 'Show my agents' }).click();
  await page.locator('#connection.live').waitFor();
  const agents = await Promise.all(['shout', 'dance'].map((does) => stage.createAgent('ada', `To ${does}`, does)));
  for (const agent of agents) await stage.execute('ada', agent, 'a word');
  await page.locator('#live li.failed').waitFor();
  await look('agents');
  await page.getByRole('link', { name: 'To dance' }).first().click();
  await page.locator('#live li.failed').waitFor();
  await look('agent');
  stage.apiLine.cut();
  try {
    await page.locator('#connection.lost').waitFor();
    await look('lost');
    await page.reload();
    await page.getByRole('alert').waitFor();
    await look('no API');
  } finally {
    stage.apiLine.mend();
  }
}

export const accessibleChecks: readonly PageCheck[] = (['light', 'dark'] as const).map((colorScheme) => ({
  name: `axe finds nothing to object to, ${colorScheme}`,
  async run(stage) {
    const page = await stage.page({ colorScheme, bypassCSP: true });
    const objections: string[] = [];
    const looked: string[] = [];
    await pagesOf(stage, page, async (name) => {
      looked.push(name);
      objections.push(...(await violationsOf(page)).map((objection) => `${name}: ${objection}`));
    });
    must(objections.length === 0, objections.join('\n'));
    return looked.join(', ');
  },
}));
