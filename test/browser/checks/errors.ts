import { must } from '../../demo/check.ts';
import type { PageCheck } from './page-check.ts';

export const errorChecks: readonly PageCheck[] = [
  {
    name: 'a page without an API says what is wrong, and has no error of its own',
    async run(stage) {
      const page = await stage.signedIn('ada');
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.reload();
      await page.locator('#connection.live').waitFor();
      stage.apiLine.cut();
      try {
        const answer = await page.goto(stage.line.url);
        must(answer?.status() === 502, `a page that failed answers ${answer?.status()}`);
        const told = await page.getByRole('alert').innerText();
        must(/cannot be shown: the API does not answer \(\w+\)/.test(told), `it says: ${told}`);
        // The browser itself says of a page that failed with which status it did.
        const own = errors.filter((error) => !error.includes('status of 502'));
        must(own.length === 0, own.join('; '));
        return told;
      } finally {
        stage.apiLine.mend();
      }
    },
  },
  {
    name: 'a visitor with too many pages is told so',
    async run(stage) {
      const page = await stage.signedIn('mallory');
      const [session] = await page.context().cookies();
      const leave = new AbortController();
      const headers = { cookie: `${session?.name}=${session?.value}` };
      const open = () => fetch(`${stage.line.url}/events`, { headers, signal: leave.signal });
      try {
        // With the page itself these are as many as a visitor may have.
        const opened = await Promise.all(Array.from({ length: 9 }, open));
        must(
          opened.every(({ ok }) => ok),
          'not even nine more are taken',
        );
        const other = await page.context().newPage();
        await other.goto(stage.line.url);
        await other.getByText('too many open pages').waitFor();
        return 'at the eleventh';
      } finally {
        leave.abort();
      }
    },
  },
  {
    name: 'a visitor whose session has ended elsewhere is told so',
    async run(stage) {
      const page = await stage.signedIn('ada');
      await page.context().clearCookies();
      stage.line.cut();
      stage.line.mend();
      await page.getByText('You are signed out').waitFor();
      return 'You are signed out';
    },
  },
];
