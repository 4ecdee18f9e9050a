import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageBuilder } from '../../../../rehearsal/builder/image-builder.ts';
import { localBuilder } from '../../../../rehearsal/builder/image-builder.ts';
import { PythonEnvironments } from '../../../../rehearsal/builder/python-environments.ts';
import { Cloud } from '../../../../rehearsal/cloud/cloud.ts';
import type { Visibility } from '../../../../rehearsal/github/model.ts';
import { clusterAt, type GroundCluster } from '../../../../rehearsal/ground-cluster.ts';
import { Artifacts } from '../../../../rehearsal/kept/artifacts.ts';
import { Caches } from '../../../../rehearsal/kept/caches.ts';
import { Accounts, PULL_ALL } from '../../../../rehearsal/registry/accounts.ts';
import { baseImageStorage } from '../../../../rehearsal/registry/base-images.ts';
import { imageSource } from '../../../../rehearsal/registry/image-source.ts';
import { type RegistryStorage, registryStorage } from '../../../../rehearsal/registry/storage.ts';
import { ownPath } from '../../../../rehearsal/runner/own-path.ts';
import type { StandInResult, StepContext } from '../../../../rehearsal/runner/stand-in.ts';
import { openPythonDoor } from '../../../../rehearsal/stand-ins/python-door.ts';
import { standIns } from '../../../../rehearsal/stand-ins/stand-ins.ts';
import type { LocalRegistry, StandInWorld } from '../../../../rehearsal/stand-ins/world.ts';
import { Workspaces } from '../../../../rehearsal/workspaces/workspaces.ts';
import { CLAIMS } from '../github/claims.ts';
import { type TestWorld, testWorld } from '../github/world.ts';
import { TOLD } from './told.ts';

export const HOST = 'registry.example';
const GROUND_CLUSTER: GroundCluster = {
  address: { name: 'cluster', location: 'here' },
  administrator: '',
  kubeconfig: ({ name }) => JSON.stringify({ user: name }),
};

/** One job in a world where all stand-ins work, for tests. */
export interface TestJob {
  readonly github: TestWorld;
  readonly workspace: string;
  readonly home: string;
  readonly temp: string;
  readonly log: string[];
  readonly registry: LocalRegistry & { readonly storage: RegistryStorage };
  env: Record<string, string>;
  context: Partial<StepContext>;
  use(action: string, inputs?: Readonly<Record<string, string>>): Promise<StandInResult>;
  close(): Promise<void>;
}

/** A job of a push to `branch`. `idToken` is the permission of that name. */
export async function testJob(branch = 'main', idToken = true, visibility: Visibility = 'private'): Promise<TestJob> {
  const github = await testWorld(visibility);
  const folder = await mkdtemp(join(tmpdir(), 'job-'));
  const [workspace, home, temp] = ['workspace', 'home', 'temp'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const directory of [workspace, home, temp]) await mkdir(directory);
  const registry = { storage: registryStorage(), accounts: new Accounts() };
  const hub = { storage: baseImageStorage(), accounts: new Accounts(PULL_ALL) };
  const { oidc } = github.server;
  const builder: ImageBuilder = localBuilder({
    images: imageSource(new Map([['docker.io', hub.storage]])),
    environment: async () => ({ key: 'key', directory: '/venv' }),
  });
  const pythons = new PythonEnvironments(join(folder, 'cache'));
  const pythonDoor = await openPythonDoor(pythons);
  const world: StandInWorld = {
    git: github.git,
    repository: 'acme/shop',
    visibility,
    defaultBranch: 'main',
    workspaces: new Workspaces(github.git, join(folder, 'workspaces')),
    cloud: new Cloud({ issuer: oidc, told: TOLD, accounts: registry.accounts, project: 'project' }),
    registries: new Map([
      [HOST, registry],
      ['docker.io', hub],
    ]),
    builder,
    kubeconfig: ({ cluster, identity: { principal, token } }) =>
      clusterAt([GROUND_CLUSTER], cluster).kubeconfig({ name: principal, token }),
    pythons,
    pythonDoor,
    artifacts: new Artifacts(join(folder, 'artifacts')),
    caches: new Caches(join(folder, 'caches')),
  };
  const all = standIns(world);
  const request = oidc.allow({ ...CLAIMS, ref: `refs/heads/${branch}`, sha: github.head });
  const log: string[] = [];
  const job: TestJob = {
    github,
    workspace,
    home,
    temp,
    log,
    registry,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...(idToken ? { ACTIONS_ID_TOKEN_REQUEST_URL: request.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: request.token } : {}),
    },
    context: {},
    async use(action, inputs = {}) {
      const standIn = all.get(action);
      if (standIn === undefined) throw new Error(`no stand-in for ${action}`);
      const result = await standIn({
        action,
        ref: '0'.repeat(40),
        inputs,
        context: {
          env: job.env,
          workspace,
          temp,
          home,
          cwd: workspace,
          github: {
            ref: `refs/heads/${branch}`,
            sha: github.head,
            server_url: github.server.url,
            run_id: '1',
            run_attempt: '1',
          },
          permissions: { contents: 'read' },
          jobEnvironment: undefined,
          own: (path) => ownPath(folder, path),
          log: (line) => log.push(line),
          signal: new AbortController().signal,
          ...job.context,
        },
      });
      Object.assign(job.env, result.env);
      job.env['PATH'] = [...(result.path ?? []), job.env['PATH']].join(':');
      return result;
    },
    async close() {
      await pythonDoor.close();
      await github.close();
      await rm(folder, { recursive: true });
    },
  };
  return job;
}
