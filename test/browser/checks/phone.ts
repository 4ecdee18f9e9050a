import { must } from '../../demo/check.ts';
import type { PageCheck } from './page-check.ts';

const WIDTHS = [320, 390];
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitaen'.repeat(4);

export const phone: PageCheck = {
  name: `nothing has to be scrolled sideways, at ${WIDTHS.join(' and ')} pixels`,
  async run(stage) {
    const agent = await stage.createAgent('ada', LONG.slice(0, 80), LONG);
    for (const width of WIDTHS) {
      const page = await stage.signedIn('ada', { viewport: { width, height: 700 }, isMobile: true, hasTouch: true });
      await stage.execute('ada', agent, LONG.repeat(3));
      await page.locator('#live li').first().waitFor();
      for (const path of ['/', `/agents/${agent}`]) {
        await page.goto(`${stage.line.url}${path}`);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        must(wide <= width, `${path} is ${wide} pixels wide at ${width}`);
      }
    }
    return 'the agents and one of them';
  },
};
