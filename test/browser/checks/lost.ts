import type { Page } from 'playwright-core';
import { must } from '../../demo/check.ts';
import type { Stage } from '../stage.ts';
import type { PageCheck } from './page-check.ts';

const LONGEST = 3000;

interface Loss {
  readonly name: string;
  lose(stage: Stage): void;
  find(stage: Stage): void;
  readonly says: RegExp;
}

const LOSSES: readonly Loss[] = [
  {
    name: 'a dashboard whose connections end',
    lose: ({ line }) => line.cut(),
    find: ({ line }) => line.mend(),
    says: /^The connection is lost; trying again\.$/,
  },
  {
    name: 'a dashboard that falls silent',
    lose: ({ line }) => line.silence(),
    find: ({ line }) => line.mend(),
    says: /^The connection is lost; trying again\.$/,
  },
  {
    name: 'an API whose connections end',
    lose: ({ apiLine }) => apiLine.cut(),
    find: ({ apiLine }) => apiLine.mend(),
    says: /^The API cannot be reached; trying again\.$/,
  },
  {
    name: 'an API that falls silent',
    lose: ({ apiLine }) => apiLine.silence(),
    find: ({ apiLine }) => apiLine.mend(),
    says: /^The API does not answer; trying again\.$/,
  },
  {
    name: 'an API that stops for a moment',
    lose: ({ api }) => api.signal('SIGSTOP'),
    find: ({ api }) => api.signal('SIGCONT'),
    says: /^The API does not answer; trying again\.$/,
  },
];

/** The milliseconds from the loss to the sentence, by the clock of the page. */
const watched = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const began = performance.now();
    const said = document.getElementById('connection');
    new MutationObserver(() => said.className === 'lost' && resolve(performance.now() - began))
      .observe(said, { attributes: true });
  })`);

export const lostChecks: readonly PageCheck[] = LOSSES.map(({ name, lose, find, says }) => ({
  name: `${name} is said within ${LONGEST} ms, and the page comes back by itself`,
  async run(stage) {
    const page = await stage.signedIn('ada');
    const loads: string[] = [];
    page.on('load', () => loads.push(page.url()));
    const said = watched(page);
    // The watch has begun when a later question is answered.
    await page.evaluate('0');
    lose(stage);
    try {
      const took = Math.round(await said);
      const sentence = await page.locator('#connection').innerText();
      must(says.test(sentence), `it says: ${sentence}`);
      must(took <= LONGEST, `it was said after ${took} ms`);
      find(stage);
      // Made where the page did not hear of it, or just after.
      const agent = `Made meanwhile ${name}`;
      await stage.createAgent('ada', agent, 'shout');
      await page.locator('#connection.live').waitFor();
      const back = await page.locator('#connection').innerText();
      must(/^Live again; from [\d:]{8} to [\d:]{8} UTC it was not/.test(back), `back again it says: ${back}`);
      await page.getByRole('link', { name: agent }).waitFor();
      must(loads.length === 0, 'the page was loaded anew');
      return `said after ${took} ms`;
    } finally {
      find(stage);
    }
  },
}));
