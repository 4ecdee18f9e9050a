import { must } from '../../demo/check.ts';
import { KEYS } from '../../demo/ground.ts';
import type { PageCheck } from './page-check.ts';

const FOCUSED = `(() => {
  const { activeElement: element } = document;
  return { what: (element.textContent || element.id).trim(), outlined: getComputedStyle(element).outlineStyle !== 'none' };
})()`;

export const keyboard: PageCheck = {
  name: 'everything can be done by keyboard, and one sees where one is',
  async run(stage) {
    await stage.createAgent('ada', 'By keyboard', 'shout');
    const page = await stage.page();
    await page.goto(stage.line.url);
    const reached: string[] = [];
    const press = async (key: string): Promise<string> => {
      await page.keyboard.press(key);
      const { what, outlined } = await page.evaluate<{ what: string; outlined: boolean }>(FOCUSED);
      must(outlined, `nothing shows that ${what} has the focus`);
      reached.push(what);
      return what;
    };
    /** Presses Tab until it is there. */
    const reach = async (wanted: string): Promise<void> => {
      for (let pressed = 0; pressed < 20; pressed += 1) if ((await press('Tab')) === wanted) return;
      throw new Error(`${wanted} is not reached; what is: ${reached.join(', ')}`);
    };
    must((await press('Tab')) === 'To the agents', 'the first stop does not lead past the header');
    await reach('key');
    await page.keyboard.type(KEYS.ada);
    await page.keyboard.press('Enter');
    await page.locator('#connection.live').waitFor();
    await reach('live');
    await reach('find');
    await page.keyboard.type('by keyboard');
    await reach('By keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'By keyboard', level: 1 }).waitFor();
    await reach('All agents');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Agents', level: 1 }).waitFor();
    await reach('Sign out');
    await page.keyboard.press('Enter');
    await page.getByLabel('Your API key').waitFor();
    return `${reached.length} stops`;
  },
};
