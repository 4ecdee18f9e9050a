import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertmanagerConfig } from '../../../manifests-src/observability/emit/alert-routes.ts';
import { freePort } from '../../../rehearsal/cluster/kubelet/process/free-port.ts';
import { apiCommand, dashboardCommand, prepareGround } from '../../demo/ground.ts';
import { ServiceProcess } from '../../demo/service-process.ts';
import { faster } from './faster.ts';
import { Beside, onPath } from './program.ts';
import { Receiver } from './receiver.ts';
import { SilentApi } from './silent-api.ts';
import { keepAsking, signIn } from './users.ts';
import { triedGroups } from './watched.ts';

/** How many times faster everything happens: five minutes are ten seconds. */
export const FACTOR = 30;

export interface Programs {
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** @throws {NotHere} where one of them is not on this machine */
export const findPrograms = (): Programs => ({
  prometheus: onPath('prometheus'),
  alertmanager: onPath('alertmanager', 'prometheus-alertmanager'),
});

/** The demo's services with users who never stop asking: in staging all is well, in production the dashboard stands before an API that
 *  hangs. A real Prometheus asks both tiers, and a real Alertmanager tells whom it concerns. */
export class Trial implements AsyncDisposable {
  readonly receiver: Receiver;
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly #ends: AsyncDisposableStack;

  private constructor(
    receiver: Receiver,
    { prometheus, alertmanager }: { readonly prometheus: string; readonly alertmanager: string },
    ends: AsyncDisposableStack,
  ) {
    this.receiver = receiver;
    this.prometheus = prometheus;
    this.alertmanager = alertmanager;
    this.#ends = ends;
  }

  static async open(programs: Programs): Promise<Trial> {
    await using ends = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
    ends.defer(() => rmSync(folder, { recursive: true }));
    const receiver = ends.adopt(await Receiver.start(), (each) => each.end());
    const services = await startServices(ends);
    const [alerts, prometheus] = [await freePort(), await freePort()].map((port) => `127.0.0.1:${port}`);
    writeFileSync(
      join(folder, 'alertmanager.yml'),
      JSON.stringify(
        alertmanagerConfig((name) => ({ url: receiver.url(name) }), { group: '1s', interval: '1s', repeat: '1h' }),
      ),
    );
    writeFileSync(
      join(folder, 'rules.yml'),
      JSON.stringify({ groups: triedGroups((groups) => faster(groups, FACTOR)) }),
    );
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(collected(services, `${alerts}`)));
    const start = async (program: string, file: string, storage: string, address: string, more: readonly string[]) => {
      const args = [`--config.file=${file}`, `--${storage}=data-${file}`, `--web.listen-address=${address}`, ...more];
      await ends.adopt(new Beside(program, args, folder), (each) => each.end()).answers(`http://${address}/-/ready`);
    };
    await start(programs.alertmanager, 'alertmanager.yml', 'storage.path', `${alerts}`, ['--cluster.listen-address=']);
    await start(programs.prometheus, 'prometheus.yml', 'storage.tsdb.path', `${prometheus}`, []);
    await sendUsers(ends, services);
    const at = { prometheus: `http://${prometheus}`, alertmanager: `http://${alerts}` };
    return new Trial(receiver, at, ends.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#ends.disposeAsync();
  }
}

interface Services {
  readonly api: ServiceProcess;
  readonly ill: ServiceProcess;
  readonly well: ServiceProcess;
}

async function startServices(ends: AsyncDisposableStack): Promise<Services> {
  const ground = await prepareGround();
  const start = async (...given: Parameters<typeof ServiceProcess.start>) =>
    ends.adopt(await ServiceProcess.start(...given), (service) => service.kill());
  const silent = ends.adopt(await SilentApi.start(), (each) => each.end());
  const api = await start(apiCommand(ground));
  return { api, ill: await start(dashboardCommand(silent.url)), well: await start(dashboardCommand(api.url)) };
}

async function sendUsers(ends: AsyncDisposableStack, { api, ill, well }: Services): Promise<void> {
  const ended = new AbortController();
  // Sessions are sealed with the same secret: who signed in at one dashboard has a session at the other, as after a failover.
  const headers = { Cookie: await signIn(well.url) };
  const asking = [
    keepAsking(`${api.url}/me`, ended.signal),
    keepAsking(well.url, ended.signal, headers),
    ...Array.from({ length: 5 }, () => keepAsking(ill.url, ended.signal, headers)),
  ];
  ends.defer(async () => {
    ended.abort();
    await Promise.all(asking);
  });
}

/** Who is asked for numbers, and under which labels, as the collector of the cluster has them. */
function collected({ api, ill, well }: Services, alertmanager: string): object {
  const target = (tier: string, service: string, { metricsPort }: ServiceProcess) => ({
    targets: [`127.0.0.1:${metricsPort}`],
    labels: { namespace: tier, job: service, pod: `${service}-1` },
  });
  return {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    rule_files: ['rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
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
  };
}
