import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Delivery } from '../domain/delivery.ts';
import { APPROVER, configureRepository } from './administrator.ts';
import { localBuilder } from './builder/image-builder.ts';
import { findPython } from './builder/python.ts';
import { pythonEnvironment } from './builder/python-environments.ts';
import { realClock } from './cluster/clock.ts';
import { startEmbeddedCluster } from './embedded-cluster.ts';
import { GitRepository } from './github/git.ts';
import type { Repository, WorkflowRun } from './github/model.ts';
import { startGitHub } from './github/server.ts';
import { createRepository } from './github/state.ts';
import { Tokens } from './github/tokens.ts';
import { startNetwork } from './network/network.ts';
import { startRegistries } from './registries.ts';
import { standIns } from './stand-ins/stand-ins.ts';
import { createEngine, type Engine } from './workflow/engine.ts';
import type { RunEvent } from './workflow/run-event.ts';

/** GitHub, its runner, a registry and a cluster, all on this machine. */
export interface World {
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly engine: Engine;
  /** Answers for the reviewers of an environment, by the same call that a person's click makes. */
  review(run: WorkflowRun, environment: string, approved: boolean): Promise<void>;
  /** Where a service of a tier answers. */
  url(tier: string, service: string): string;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly delivery: Delivery;
  /** The checkout that is rehearsed; only read. */
  readonly checkout: string;
  /** Everything that the rehearsal writes goes here. */
  readonly folder: string;
  /** Python environments, kept between rehearsals. */
  readonly cache: string;
  /** Generated files that replace those of the checkout in the scratch copy, by path. */
  readonly replaced?: ReadonlyMap<string, string>;
  readonly listener: (event: RunEvent) => void;
  readonly log: (sentence: string) => void;
}

/** Starts everything. Whatever was started before a failure is closed again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { delivery, checkout, folder, cache, listener, log } = options;
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    await mkdir(folder, { recursive: true });
    const network = await startNetwork({ folder, log });
    closing.push(() => network.close());
    const gitDirectory = join(folder, 'repository.git');
    const git = await GitRepository.fromCheckout(checkout, gitDirectory, {
      branches: ['main', 'develop'],
      message: 'chore: the state of this checkout',
    });
    if (options.replaced !== undefined) {
      const head = await git.commitFiles('main', 'main', options.replaced, 'chore: what can run on this machine');
      await git.setBranch('develop', head);
    }
    const repository = createRepository({ owner: 'rehearsal', name: 'platform', gitDirectory });
    const tokens = new Tokens();
    let engine: Engine | undefined;
    const github = await startGitHub({
      repository,
      git,
      tokens,
      clock: realClock,
      dispatch: async (request) => engine?.dispatch(request),
    });
    closing.push(() => github.close());
    const registries = await startRegistries(network, delivery, github.oidc);
    const node = dirname(process.execPath);
    const cluster = await startEmbeddedCluster({
      delivery,
      images: registries.images,
      folder,
      cache,
      node,
      bootstrap: await bootstrapFiles(git, delivery),
    });
    closing.push(() => cluster.close());
    configureRepository(repository, delivery, cluster.urls);
    engine = createEngine({
      repository,
      tokens,
      identities: github.oidc,
      apiUrl: github.url,
      serverUrl: github.url,
      standIns: standIns({
        git,
        repository: `${repository.owner}/${repository.name}`,
        cloud: registries.cloud,
        registries: registries.byHost,
        builder: localBuilder({
          images: registries.images,
          environment: async (lock) => pythonEnvironment(cache, await findPython('3.12'), lock),
        }),
        kubeconfig: () => cluster.kubeconfig,
        cache,
      }),
      node: process.execPath,
      environment: network.environment,
      folder: join(folder, 'runs'),
      clock: realClock,
      listener,
    });
    const started = engine;
    closing.push(() => started.close());
    return {
      repository,
      git,
      engine: started,
      review: (run, environment, approved) =>
        review(github.url, tokens.issuePersonal(APPROVER), repository, run, { environment, approved }),
      url: (tier, service) => cluster.urls.get(tier)?.get(service) ?? '',
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bootstrapFiles(git: GitRepository, { root, tiers }: Delivery): Promise<readonly string[]> {
  const folder = root === '' ? 'k8s' : `${root}/k8s`;
  const files = await Promise.all(
    tiers.map(({ name }) => git.file('refs/heads/main', `${folder}/bootstrap/${name}.yaml`)),
  );
  return files.flatMap((file) => (file === undefined ? [] : [file.toString('utf8')]));
}

/** @see https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run */
async function review(
  api: string,
  token: string,
  { owner, name, environments }: Repository,
  run: WorkflowRun,
  { environment, approved }: { readonly environment: string; readonly approved: boolean },
): Promise<void> {
  const response = await fetch(`${api}/repos/${owner}/${name}/actions/runs/${run.id}/pending_deployments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      environment_ids: [environments.get(environment.toLowerCase())?.id],
      state: approved ? 'approved' : 'rejected',
      comment: approved ? 'Looks right.' : 'Not now.',
    }),
  });
  if (!response.ok)
    throw new Error(`The review of ${environment} was refused: ${response.status} ${await response.text()}`);
}
