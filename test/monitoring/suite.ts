import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minutes } from '../../domain/seconds.ts';
import { delivery, managedCollection } from '../../index.ts';
import { alertmanagerConfig } from '../../manifests-src/observability/emit/alert-routes.ts';
import { writtenGroups } from '../../manifests-src/observability/emit/groups.ts';
import { promql } from '../../manifests-src/observability/promql/text.ts';
import { errorRatio } from '../../manifests-src/observability/requests.ts';
import { tierRules } from '../../manifests-src/observability/tier-rules.ts';
import { watchedServices } from '../../manifests-src/observability/watched.ts';
import { fieldsOf, listOf } from '../../manifests-src/rules/read/fields.ts';
import { freePort } from '../../rehearsal/cluster/kubelet/process/free-port.ts';
import { must, NotHere } from '../demo/check.ts';
import { apiCommand, dashboardCommand, KEYS, prepareGround } from '../demo/ground.ts';
import { ServiceProcess } from '../demo/service-process.ts';
import { observedPlatform, watching } from '../fixtures/observed-platform.ts';
import { faster, fasterExpression } from './trial/faster.ts';
import { Beside, onPath } from './trial/program.ts';
import { Receiver } from './trial/receiver.ts';

/** How many times faster everything happens: five minutes are ten seconds. */
const FACTOR = 30;
/** The bound of slow requests: what the dashboard waits for is slower. */
const SLOW = 1;
const WAITED = 1500;

/** A real Prometheus asks the demo's services while one tier is well and the other is not, and a real Alertmanager tells whom it concerns. */
async function main(): Promise<number> {
  const [prometheus, alertmanager] = [onPath('prometheus'), onPath('alertmanager', 'prometheus-alertmanager')];
  console.log(`Everything happens ${FACTOR} times faster: a window of 5 m is one of ${300 / FACTOR} s.`);
  const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
  const ends: (() => Promise<unknown>)[] = [];
  const ended = new AbortController();
  try {
    const ground = await prepareGround();
    const start = async (...given: Parameters<typeof ServiceProcess.start>) => {
      const service = await ServiceProcess.start(...given);
      ends.push(() => service.kill());
      return service;
    };
    // Its answers are late, and lists are none: the dashboard does not expect that of the API.
    const broken = createServer((request, response) => {
      setTimeout(() => response.end('{"user": "ada"}'), request.url === '/me' ? WAITED : 0);
    });
    broken.listen(0, '127.0.0.1');
    await once(broken, 'listening');
    ends.push(async () => {
      broken.closeAllConnections();
      broken.close();
    });
    const address = broken.address();
    must(address !== null && typeof address === 'object', 'The broken API does not listen.');
    const api = await start(apiCommand(ground));
    const ill = await start(dashboardCommand(`http://127.0.0.1:${address.port}`));
    const well = await start(dashboardCommand(api.url));

    const receiver = await Receiver.start();
    ends.push(() => receiver.end());
    const [amPort, promPort] = [await freePort(), await freePort()];
    const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value));
    write(
      'alertmanager.yml',
      alertmanagerConfig((name) => ({ url: receiver.url(name) }), { group: '1s', interval: '1s', repeat: '1h' }),
    );
    const watched = delivery({
      ...observedPlatform,
      observability: managedCollection({ ...watching, bounds: { slow: SLOW } }),
    });
    const { observability } = watched;
    must(observability !== undefined, 'The platform is not watched.');
    const tiers = watched.tiers.slice(1);
    write('rules.yml', {
      groups: tiers.flatMap((tier) =>
        writtenGroups(faster(tierRules(tier, { delivery: watched, observability }), FACTOR)).map((group) => ({
          ...group,
          name: `${tier.name}-${group.name}`,
        })),
      ),
    });
    const target = (tier: string, service: string, { metricsPort }: ServiceProcess) => ({
      targets: [`127.0.0.1:${metricsPort}`],
      labels: { namespace: tier, job: service, pod: `${service}-1` },
    });
    write('prometheus.yml', {
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      rule_files: ['rules.yml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${amPort}`] }] }] },
      scrape_configs: [
        {
          job_name: 'demo',
          static_configs: [
            target('production', 'ai-agent-api', api),
            target('production', 'dashboard', ill),
            target('staging', 'ai-agent-api', api),
            target('staging', 'dashboard', well),
          ],
        },
      ],
    });
    const am = new Beside(
      alertmanager,
      [
        '--config.file=alertmanager.yml',
        `--storage.path=${folder}/am`,
        `--web.listen-address=127.0.0.1:${amPort}`,
        '--cluster.listen-address=',
      ],
      folder,
    );
    ends.push(() => am.end());
    const prom = new Beside(
      prometheus,
      [
        '--config.file=prometheus.yml',
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${promPort}`,
      ],
      folder,
    );
    ends.push(() => prom.end());
    await am.answers(`http://127.0.0.1:${amPort}/-/ready`);
    await prom.answers(`http://127.0.0.1:${promPort}/-/ready`);

    const cookie = await signIn(`${ill.url}/session`);
    const asking = [
      keepAsking(`${api.url}/me`, ended.signal),
      keepAsking(`${well.url}/`, ended.signal),
      ...Array.from({ length: 5 }, () => keepAsking(`${ill.url}/`, ended.signal, { Cookie: cookie })),
    ];
    ends.push(() => Promise.all(asking));
    const until = AbortSignal.timeout(120_000);
    await receiver.hears(
      [
        'pages HighErrorRate production dashboard',
        'pages SlowRequests production dashboard',
        'watchdog Watchdog production',
        'watchdog Watchdog staging',
      ],
      until,
    );
    const wrong = [...receiver.heard].filter((each) => !/Watchdog|production dashboard/.test(each));
    must(wrong.length === 0, `What is well should be silent, and was not: ${wrong.join('; ')}`);
    console.log(
      `✓ errors and slow requests wake somebody, and what is well is silent. Heard: ${[...receiver.heard].sort().join('; ')}`,
    );

    const production = tiers.at(-1);
    const shown = production === undefined ? [] : watchedServices(production, watched, observability);
    const dashboard = shown.find(({ service }) => service.name === 'dashboard');
    must(dashboard !== undefined, 'The platform has no dashboard.');
    const seen = await numberOf(
      `http://127.0.0.1:${promPort}`,
      promql(fasterExpression(errorRatio(dashboard, minutes(5)), FACTOR)),
    );
    must(seen > 0.95 && seen <= 1, `All requests fail, and the panel of the error rate shows ${seen}.`);
    console.log(`✓ the panel of the error rate shows ${(100 * seen).toFixed(1)} %, and every request failed`);
    return 0;
  } finally {
    ended.abort();
    for (const end of ends.toReversed()) await end();
    rmSync(folder, { recursive: true });
  }
}

/** A user who asks again a fifth of a second after each answer. */
async function keepAsking(
  url: string,
  until: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  while (!until.aborted) {
    await fetch(url, { redirect: 'manual', headers: { 'X-API-Key': KEYS.ada, ...headers } }).then(
      (answer) => answer.body?.cancel(),
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @returns the cookie of a session */
async function signIn(url: string): Promise<string> {
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ key: KEYS.ada }) });
  const [cookie] = answer.headers.getSetCookie();
  must(cookie !== undefined, `Nobody can sign in: ${answer.status}`);
  return cookie.split(';')[0] ?? '';
}

/** The one number that an expression has now. */
async function numberOf(prometheus: string, expression: string): Promise<number> {
  const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const [first] = listOf(fieldsOf(fieldsOf(await answer.json())['data'])['result']);
  return Number(listOf(fieldsOf(first)['value'])[1]);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof NotHere)) throw error;
  console.log(`○ not run, there is not ${error.message}`);
}
