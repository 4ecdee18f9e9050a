import { must } from '../../demo/check.ts';
import type { PageCheck } from './page-check.ts';

export const liveChecks: readonly PageCheck[] = [
  {
    name: 'what an agent does appears by itself, on both pages that show it',
    async run(stage) {
      const page = await stage.signedIn('ada');
      const loads: string[] = [];
      page.on('load', () => loads.push(page.url()));
      const agent = await stage.createAgent('ada', '<b>Loud</b>', 'shout');
      await page.getByRole('link', { name: '<b>Loud</b>' }).waitFor();
      await stage.execute('ada', agent, 'a word & <i>another</i>');
      const shown = page.locator('#live li');
      await shown.waitFor();
      const text = await shown.innerText();
      must(text.includes('<b>Loud</b>') && text.includes('A WORD & <I>ANOTHER</I>'), `it shows ${text}`);
      must(loads.length === 0, 'the page was loaded anew');
      await page.getByRole('link', { name: '<b>Loud</b>' }).click();
      await page.locator('#connection.live').waitFor();
      await stage.execute('ada', agent, 'once more');
      await page.locator('#live li', { hasText: 'ONCE MORE' }).waitFor();
      const items = await page.locator('#live li').count();
      must(items === 2, `its own page shows ${items} executions of 2`);
      return 'two executions, no reload';
    },
  },
  {
    name: 'what an agent of somebody else does appears nowhere',
    async run(stage) {
      const page = await stage.signedIn('ada');
      const agent = await stage.createAgent('mallory', 'Foreign', 'shout');
      await stage.execute('mallory', agent, 'foreign words');
      // What is told later is shown, so the earlier has been, too.
      await stage.createAgent('ada', 'Own', 'shout');
      await page.getByRole('link', { name: 'Own' }).waitFor();
      must(!(await page.content()).toLowerCase().includes('foreign'), 'words of another user are on the page');
      return 'only the visitor’s own';
    },
  },
  {
    name: 'agents are found by their names while others are hidden',
    async run(stage) {
      for (const name of ['Needle', 'Hay']) await stage.createAgent('ada', name, 'reverse');
      const page = await stage.signedIn('ada');
      await page.getByLabel('Find').fill('needle');
      const names = await page.locator('#agents tr:visible a').allInnerTexts();
      must(names.length === 1 && names[0] === 'Needle', `found: ${names.join(', ')}`);
      await page.getByLabel('Find').fill('nothing of that name');
      await page.getByText('None of them has that').waitFor();
      return 'one of them';
    },
  },
];
