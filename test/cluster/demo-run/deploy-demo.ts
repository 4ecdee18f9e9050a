import { API_KEY } from '../../../rehearsal/administrator.ts';
import { STRATEGIES, type StrategyName } from '../load-run/plan.ts';
import type { StepResult } from '../run-action.ts';
import { type Asked, askSteadily } from '../traffic/http-client.ts';
import type { DemoTier } from './demo-tier.ts';
import { holdPages } from './page-sessions.ts';

/** Clients of each service, and what each of them asks for every so many milliseconds. */
const CLIENTS = 4;
const EVERY = 80;
const PAGES = 10;

const ASKED: Readonly<Record<string, Asked>> = {
  'ai-agent-api': { path: '/agents', headers: { 'X-API-Key': API_KEY } },
  dashboard: { path: '/', headers: {} },
};

/** What a strategy's deploys have shown. */
export interface DemoRow {
  readonly strategy: StrategyName;
  readonly deploys: number;
  readonly requests: number;
  readonly sessions: number;
  /** Milliseconds, the longest. */
  readonly pause: number;
  readonly problems: readonly string[];
}

/** Deploys the demo so often in a tier, under clients of both services and open pages that never stop in between. */
export async function deployDemo(
  tier: DemoTier,
  strategy: StrategyName,
  deploys: number,
  say: (line: string) => void,
): Promise<DemoRow> {
  const { inputs } = STRATEGIES[strategy];
  const problems: string[] = [...notComplete(await tier.deploy('v0', inputs))];
  const stopping = new AbortController();
  let requests = 0;
  const answers = {
    answered() {
      requests += 1;
    },
    failed: (reason: string) => void problems.push(reason),
  };
  const clients = await Promise.all(
    Object.entries(ASKED).map(async ([service, asked]) => {
      const address = await tier.address(service);
      return Array.from({ length: CLIENTS }, (_, index) =>
        askSteadily(
          address,
          { connections: index % 2 === 0 ? 'kept' : 'new', every: EVERY, answers, asked },
          stopping.signal,
        ),
      );
    }),
  );
  const pages = await holdPages(await tier.address('ai-agent-api'), API_KEY, PAGES);
  try {
    for (let deploy = 1; deploy <= deploys; deploy += 1) {
      problems.push(...notComplete(await tier.deploy(`v${deploy}`, inputs)));
      say(`${strategy}, deploy ${deploy}: ${requests} requests, ${pages.opened} sessions, ${problems.length} problems`);
    }
  } finally {
    pages.stop();
    stopping.abort();
    await Promise.all(clients.flat());
  }
  return {
    ...{ strategy, deploys, requests, sessions: pages.opened },
    pause: Math.max(0, ...pages.pauses),
    problems: [
      ...problems,
      ...pages.problems,
      ...(pages.opened >= PAGES * (deploys + 1)
        ? []
        : [`${pages.opened} sessions of ${PAGES} pages: wanted a new one of each for each deploy`]),
    ],
  };
}

const notComplete = (results: readonly StepResult[]): readonly string[] =>
  results
    .filter(({ outputs }) => outputs['outcome'] !== 'complete')
    .map(({ outputs, log }) => `a deploy ended "${outputs['outcome']}": ${outputs['sentence']}\n${log}`);

/** One line a strategy. */
export function demoTable(rows: readonly DemoRow[]): string {
  const head = [
    'strategy',
    'deploys of both services',
    'requests',
    'sessions',
    'longest pause of a session',
    'problems',
  ];
  const lines = rows.map(({ strategy, deploys, requests, sessions, pause, problems }) => [
    ...[strategy, String(deploys), String(requests), String(sessions), `${(pause / 1000).toFixed(1)} s`],
    String(problems.length),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
