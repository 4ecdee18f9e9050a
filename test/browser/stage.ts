import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { apiCommand, dashboardCommand, type Ground, KEYS } from '../demo/ground.ts';
import { ServiceProcess } from '../demo/service-process.ts';
import { Line } from './line.ts';

/** For what comes some time on a busy machine; how fast it must be is measured where it matters. */
const LONGEST_WAIT = 120_000;

type User = keyof typeof KEYS;

/** Both services, each behind a line that can be cut, and a browser before them. */
export class Stage implements AsyncDisposable {
  readonly browser: Browser;
  readonly api: ServiceProcess;
  readonly apiLine: Line;
  readonly dashboard: ServiceProcess;
  readonly line: Line;
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    browser: Browser,
    api: { process: ServiceProcess; line: Line },
    dashboard: { process: ServiceProcess; line: Line },
  ) {
    this.browser = browser;
    [this.api, this.apiLine] = [api.process, api.line];
    [this.dashboard, this.line] = [dashboard.process, dashboard.line];
  }

  static async open(browser: Browser, ground: Ground): Promise<Stage> {
    const api = await ServiceProcess.start(apiCommand(ground, { TIER: 'rehearsal' }));
    const apiLine = await Line.to(api.port);
    const dashboard = await ServiceProcess.start(
      dashboardCommand(apiLine.url, { TIER: 'rehearsal', IMAGE_DIGEST: `sha256:${'4f'.repeat(32)}` }),
    );
    const line = await Line.to(dashboard.port);
    return new Stage(browser, { process: api, line: apiLine }, { process: dashboard, line });
  }

  /** A page that nobody has signed in on. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    this.#contexts.push(context);
    context.setDefaultTimeout(LONGEST_WAIT);
    return context.newPage();
  }

  /** The page of a user who has just signed in, live. */
  async signedIn(user: User, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.page(options);
    await page.goto(this.line.url);
    await page.getByLabel('Your API key').fill(KEYS[user]);
    await page.getByRole('button', { name: 'Show my agents' }).click();
    await page.locator('#connection.live').waitFor();
    return page;
  }

  /** What the API answers to a user; it is asked again where it says that it was asked too often. */
  async ask(user: User, path: string, body?: unknown): Promise<unknown> {
    for (;;) {
      const answer = await fetch(`${this.api.url}${path}`, {
        headers: { 'X-API-Key': KEYS[user], 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      if (answer.status !== 429) return answer.json();
      await answer.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  /** @returns its id. */
  async createAgent(user: User, name: string, instructions: string): Promise<string> {
    const made = await this.ask(user, '/agents', { name, instructions });
    if (typeof made !== 'object' || made === null || !('id' in made)) throw new Error('The API made no agent.');
    return String(made.id);
  }

  async execute(user: User, agent: string, input: string): Promise<void> {
    await this.ask(user, `/agents/${agent}/executions`, { input });
  }

  async leavePages(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leavePages();
    this.line.close();
    this.apiLine.close();
    await Promise.all([this.api.kill(), this.dashboard.kill()]);
  }
}
