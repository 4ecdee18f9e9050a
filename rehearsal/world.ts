import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery } from '../domain/delivery.ts';
import { registryHost } from '../domain/registry.ts';
import { drilledDatabases } from '../domain/restore-drill/drilled.ts';
import { agePlaces } from '../domain/restore-drill/watched-ages.ts';
import { approvalEnvironment, approverOf, configureRepository } from './administrator.ts';
import type { Watch, Watched } from './alerts/watch.ts';
import { watchTier } from './alerts/watch-tier.ts';
import { bootstrapFiles } from './bootstrap-files.ts';
import { defaultBranch, firstBranches } from './branches.ts';
import { PythonEnvironments } from './builder/python-environments.ts';
import { KeptDatabases } from './cloud/firestore/kept-databases.ts';
import { FIRESTORE_HOST, firestoreListener } from './cloud/firestore/server.ts';
import { MONITORING_HOST, monitoringListener } from './cloud/monitoring/server.ts';
import { type Clock, realClock } from './cluster/clock.ts';
import { deliveryCloud, deliveryEdges } from './delivery-cloud.ts';
import { knockAt, type Page, pageOf, urlsBesideEdges } from './edge/pages.ts';
import type { Answered, Call } from './edge/visit.ts';
import type { Enclosures } from './enclosure/enclosure.ts';
import { plainEnclosures } from './enclosure/plain-enclosures.ts';
import { GitRepository } from './github/git.ts';
import type { Repository, TokenPermissions, Visibility, WorkflowRun } from './github/model.ts';
import { startGitHub } from './github/server.ts';
import { createRepository } from './github/state.ts';
import { Tokens } from './github/tokens.ts';
import type { GroundKind } from './ground.ts';
import { clusterAt } from './ground-cluster.ts';
import { jobSurroundings } from './job-surroundings.ts';
import { Artifacts } from './kept/artifacts.ts';
import { Caches, type KeptCache } from './kept/caches.ts';
import { isEarlierHit, type RunStep } from './kept/earlier-hit.ts';
import { installLockedPackages } from './locked-packages.ts';
import { startNetwork } from './network/network.ts';
import type { Runner } from './runner/runner.ts';
import { openPythonDoor } from './stand-ins/python-door.ts';
import { standIns } from './stand-ins/stand-ins.ts';
import { createEngine, type Engine } from './workflow/engine.ts';
import type { NotRehearsed } from './workflow/problems.ts';
import type { RunEvent } from './workflow/run-event.ts';
import { Workspaces } from './workspaces/workspaces.ts';

/** GitHub, its runner, a registry and the clusters of a delivery, all on this machine. */
export interface World {
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly engine: Engine;
  /** Answers for the reviewers of an environment, by the same call that a person's click makes. */
  review(run: WorkflowRun, environment: string, approved: boolean): Promise<void>;
  /** Calls GitHub's API below the repository as a job of a run, whose token may do this. @throws what GitHub answers instead of a success */
  call(run: WorkflowRun, permissions: TokenPermissions, path: string, body: object): Promise<unknown>;
  /** Databases that are backed up, as the cloud has them. */
  readonly databases: KeptDatabases;
  /** What jobs have kept in GitHub's cache, and what was there before. */
  readonly caches: Caches;
  /** Whether what a step looked up in the cache was there before this rehearsal. */
  isEarlier(run: WorkflowRun, step: RunStep): boolean;
  /** Where a service of a tier answers its users, or those who run it. */
  url(tier: string, service: string, whom?: 'users' | 'operators'): string;
  /** A page as users of a tier see it. @throws where nobody answers */
  page(page: Page): Promise<string>;
  /** What somebody is answered at the edge of a tier. @throws where it has none */
  knock(tier: string, call: Call): Promise<Answered>;
  /** What fires of the alerts of a tier while users ask for a page. */
  watch(asked: Watch): Promise<Watched>;
  /** Kills whatever runs and ends everything, in a few seconds at most. Closing twice is harmless. */
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly delivery: Delivery;
  /** The checkout that is rehearsed; only read. */
  readonly checkout: string;
  /** What the rehearsal needs while it runs. */
  readonly folder: string;
  /** Logs and summaries of runs. */
  readonly runs: string;
  /** Kept between rehearsals: Python environments, compiled code of actions. */
  readonly cache: string;
  /** What is in GitHub's cache when it begins; nothing, where nothing is said. */
  readonly earlier?: readonly KeptCache[];
  /** Generated files that replace those of the checkout in the scratch copy, by path; `undefined` for one that is left out of it. */
  readonly replaced?: ReadonlyMap<string, string | undefined>;
  /** Default: public. */
  readonly visibility?: Visibility;
  /** Time of GitHub and its runs; default: real. */
  readonly clock?: Clock;
  /** Runs jobs; default: each really, on this machine. */
  readonly runner?: Runner;
  /** How processes of jobs and containers are enclosed; by default they run as the user who rehearses. */
  readonly enclosures?: Enclosures;
  /** Where images and workloads live. */
  readonly ground: GroundKind;
  readonly listener: (event: RunEvent) => void;
  readonly log: (sentence: string) => void;
}

/** Starts everything. Whatever was started before a failure is closed again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const {
    delivery,
    checkout,
    folder,
    cache,
    enclosures = plainEnclosures(),
    listener,
    log,
    clock = realClock,
  } = options;
  const closing: (() => Promise<void>)[] = [];
  const close = once(() => closeAll(closing));
  let engine: Engine | undefined;
  const refuse = (error: NotRehearsed): void => engine?.refuse(error);
  try {
    await mkdir(folder, { recursive: true });
    const network = await startNetwork({ folder, log, refuse });
    closing.push(() => network.close());
    const gitDirectory = join(folder, 'repository.git');
    const git = await GitRepository.fromCheckout(checkout, gitDirectory, {
      branches: firstBranches(delivery),
      message: 'chore: the state of this checkout',
    });
    if (options.replaced !== undefined) {
      const [first = '', ...others] = firstBranches(delivery);
      const head = await git.commitFiles(first, first, options.replaced, 'chore: what can run on this machine');
      for (const branch of others) await git.setBranch(branch, head);
    }
    const pythons = new PythonEnvironments(cache, enclosures);
    closing.push(() => pythons.close());
    void installLockedPackages(git, delivery, pythons, log);
    const pythonDoor = await openPythonDoor(pythons);
    closing.push(() => pythonDoor.close());
    const repository = createRepository({
      ...(delivery.repository ?? { owner: 'rehearsal', name: 'platform' }),
      gitDirectory,
      defaultBranch: defaultBranch(delivery),
      visibility: options.visibility ?? 'public',
    });
    const tokens = new Tokens();
    const running = (): Engine => {
      if (engine === undefined) throw new Error('Nothing runs before the rehearsal has started.');
      return engine;
    };
    const github = await startGitHub({
      repository,
      git,
      tokens,
      clock,
      actions: {
        dispatch: (request) => running().dispatch(request),
        restart: (request) => running().restart(request),
        cancel: (run) => running().cancel(run),
        approve: (run) => running().approve(run),
        raise: (event) => running().raise(event),
      },
    });
    closing.push(() => github.close());
    const ground = await options.ground.start({
      delivery,
      network,
      folder,
      pythons,
      enclosures,
      bootstrap: await bootstrapFiles(git, delivery),
      edges: await deliveryEdges(git),
      log,
      refuse,
    });
    closing.push(() => ground.close());
    const registry = ground.registries.get(registryHost(delivery.registry));
    if (registry === undefined) throw new Error(`Nothing stands in for ${registryHost(delivery.registry)}.`);
    const { project } = ground;
    const cloud = await deliveryCloud(git, { issuer: github.oidc, accounts: registry.accounts, project });
    const databases = new KeptDatabases(project, drilledDatabases(delivery));
    if (databases.databases.size > 0)
      await network.serve([FIRESTORE_HOST], firestoreListener(databases, cloud, { now: Date.now, refuse }));
    if (agePlaces(delivery).length > 0)
      await network.serve([MONITORING_HOST], monitoringListener(new Map(), cloud, { project, refuse }));
    const surroundings = await jobSurroundings({
      delivery,
      checkout,
      folder,
      cache,
      network,
      pythons,
      enclosures,
      log,
    });
    const caches = new Caches(join(folder, 'caches'), options.earlier);
    const workspaces = new Workspaces(git, join(folder, 'workspaces'));
    const urls = urlsBesideEdges(ground.urls, ground.edges, delivery);
    configureRepository(repository, delivery, { project, urls, durations: options.ground.durations });
    engine = createEngine({
      repository,
      tokens,
      identities: github.oidc,
      apiUrl: github.url,
      serverUrl: github.url,
      standIns: standIns({
        git,
        repository: `${repository.owner}/${repository.name}`,
        visibility: repository.visibility,
        defaultBranch: repository.defaultBranch,
        workspaces,
        cloud,
        registries: ground.registries,
        builder: ground.builder,
        kubeconfig: ({ cluster, identity: { principal, token } }) =>
          clusterAt(ground.clusters, cluster).kubeconfig({ name: principal, token }),
        pythons,
        pythonDoor,
        artifacts: new Artifacts(join(folder, 'artifacts')),
        caches,
      }),
      ...surroundings,
      reclaim: (jobFolder) => workspaces.reclaim(jobFolder),
      folder: options.runs,
      clock,
      ...(options.runner === undefined ? {} : { runner: options.runner }),
      listener,
    });
    const url = (tier: string, service: string, whom: 'users' | 'operators' = 'users'): string =>
      (whom === 'users' ? ground.urls : ground.operatorUrls).get(tier)?.get(service) ?? '';
    const entrances = { delivery, edges: ground.edges, url };
    const started = engine;
    closing.push(() => started.close());
    return {
      repository,
      git,
      databases,
      caches,
      isEarlier: (run, step) => isEarlierHit(caches, [run.headBranch, repository.defaultBranch], step),
      engine: started,
      // @see https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
      async review(run, environment, approved) {
        const asked = delivery.tiers.find(({ name }) => approvalEnvironment(name) === environment)?.approval;
        if (asked === undefined) throw new Error(`No tier asks for an approval by environment "${environment}".`);
        const token = tokens.issuePersonal(approverOf(asked));
        await post(github.url, token, repository, {
          path: `/actions/runs/${run.id}/pending_deployments`,
          body: {
            environment_ids: [repository.environments.get(environment.toLowerCase())?.id],
            state: approved ? 'approved' : 'rejected',
            comment: approved ? 'Looks right.' : 'Not now.',
          },
        });
      },
      call: ({ id: runId, actor }, permissions, path, body) =>
        post(github.url, tokens.issue({ permissions, actor, runId }), repository, { path, body }),
      url,
      page: (page) => pageOf(entrances, page),
      knock: (tier, call) => knockAt(entrances, tier, call),
      watch: (asked) => watchTier({ delivery, git, entrances, ground }, asked),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What ends by itself does so within this time; the rest ends with the process. */
const CLOSE_MILLISECONDS = 3000;

/** Last started, first asked to end, and none waits for another: jobs and containers are killed before servers go. A part that
 *  cannot end well does not keep the others from it. */
async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  const ended = Promise.allSettled([...closing].reverse().map((end) => end()));
  const patience = new AbortController();
  const late = delay(CLOSE_MILLISECONDS, undefined, { signal: patience.signal }).catch(() => {});
  await Promise.race([ended, late]);
  patience.abort();
}

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
};

async function post(
  api: string,
  token: string,
  { owner, name }: Repository,
  { path, body }: { readonly path: string; readonly body: object },
): Promise<unknown> {
  const response = await fetch(`${api}/repos/${owner}/${name}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} was refused: ${response.status} ${await response.text()}`);
  return await response.json();
}
