import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { must } from '../../demo/check.ts';
import { violationsOf } from './accessible.ts';
import type { PageCheck } from './page-check.ts';

const PAGE = pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'docs', 'dashboards.html')).href;

/** The page of the documentation that draws every panel. */
export const dashboardsPage: PageCheck = {
  name: 'the page of dashboards draws every panel, and asks for nothing',
  async run(stage) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.page({ colorScheme, bypassCSP: true });
      const others: string[] = [];
      page.on('request', (request) => {
        if (request.url() !== PAGE) others.push(request.url());
      });
      page.on('console', (message) => others.push(message.text()));
      await page.goto(PAGE);
      const figures = await page.locator('figure').count();
      const drawn = await page.locator('figure:has(svg path.line)').count();
      must(figures > 0 && drawn === figures, `${drawn} of ${figures} panels are drawn`);
      must(others.length === 0, `it asks for or says ${others.join('; ')}`);
      const width = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      must(width === 0, `it is ${width} px wider than its window`);
      const objections = await violationsOf(page);
      must(objections.length === 0, `${colorScheme}: ${objections.join('\n')}`);
    }
    return 'in both colour schemes';
  },
};
