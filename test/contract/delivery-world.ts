import { createServer } from 'node:http';
import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import type { EvidenceStore } from '../../engine/evidence/evidence-store.ts';
import type { Runs } from '../../engine/evidence/runs.ts';
import type { Registry } from '../../engine/registry.ts';
import type { TokenPermissions } from '../../rehearsal/github/model.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { type Loopback, listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { Accounts } from '../../rehearsal/registry/accounts.ts';
import { registryListener } from '../../rehearsal/registry/server.ts';
import { type RegistryStorage, registryStorage } from '../../rehearsal/registry/storage.ts';
import { type TestWorld, testWorld } from '../unit/rehearsal/github/world.ts';
import { RunnerMachine } from './runner-step.ts';

/** A repository on GitHub, a registry and a runner, all on this machine. */
export interface DeliveryWorld {
  readonly github: TestWorld;
  readonly storage: RegistryStorage;
  /** `127.0.0.1:<port>` of the registry. */
  readonly host: string;
  readonly machine: RunnerMachine;
  /** The registry as somebody sees it who may write `project`. */
  readonly registry: Registry;
  evidence(token: string): { readonly store: EvidenceStore; readonly runs: Runs };
  token(permissions: TokenPermissions): string;
  /** GitHub has the run that every step is of, and no other. */
  beginRun(): void;
  close(): Promise<void>;
}

export async function deliveryWorld(): Promise<DeliveryWorld> {
  const github = await testWorld();
  const storage = registryStorage();
  const accounts = new Accounts();
  accounts.add('robot', 'secret', { pull: ['*'], push: ['project'] });
  const registry: Loopback = await listenOnLoopback(createServer(registryListener({ storage, accounts })));
  const host = `127.0.0.1:${registry.port}`;
  const machine = new RunnerMachine({
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SHA: github.head,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'job',
    GITHUB_ACTOR: 'mina',
    GITHUB_API_URL: github.server.url,
    GITHUB_SERVER_URL: github.server.url,
  });
  machine.logIn(host, 'robot', 'secret');
  const options = { credentials: async () => ({ kind: 'password', username: 'robot', password: 'secret' }) as const };
  const client = new OciRegistry(options);
  return {
    github,
    storage,
    host,
    machine,
    registry: client,
    evidence: (token) => ({
      store: new RegistryEvidence(client, new OciReferrers(options)),
      runs: new GitHubRuns(new GitHubApi({ apiUrl: github.server.url, repository: github.repository, token, fetch })),
    }),
    token: (permissions) => github.tokens.issue({ permissions, actor: 'mina', runId: 7 }),
    beginRun() {
      const facts = { name: 'Promote', event: 'push', headBranch: 'main', headSha: github.head, actor: 'omar' };
      const run = { ...facts, id: 7, number: 1, workflowPath: '.github/workflows/promote.yml' };
      github.repository.runs.splice(0, Infinity, recordedRun({ ...run, createdAt: '2026-03-01T00:00:00Z' }));
    },
    async close() {
      machine.remove();
      await registry.close();
      await github.close();
    },
  };
}
