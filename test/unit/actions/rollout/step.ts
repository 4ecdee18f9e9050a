import type { RolloutInvocation, World } from '../../../../actions/rollout/act.ts';
import { act } from '../../../../actions/rollout/act.ts';
import { rollout } from '../../../../actions/rollout/contract.ts';
import type { Source } from '../../../../actions/rollout/inputs.ts';
import { run } from '../../domain/evidence/evidence-of.ts';
import { MemoryEvidence } from '../../engine/evidence/memory-evidence.ts';
import type { DeliveryRoom } from '../../engine/rollout/delivery-room.ts';
import { commit, manifests } from '../../engine/rollout/releases.ts';

export const REPOSITORY = 'registry.example/services/api';
export const RELEASE = `${REPOSITORY}@sha256:${'1'.repeat(64)}`;

/** One call of the action in a room: what it would leave on a runner. */
export class Step {
  readonly room: DeliveryRoom;
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  readonly asked: Source[] = [];
  readonly measured: unknown[] = [];
  readonly evidence = new MemoryEvidence();
  runs = [run({ id: 1, branch: 'main' })];
  summary = '';

  constructor(room: DeliveryRoom) {
    this.room = room;
  }

  invocation(given: Partial<RolloutInvocation['inputs']>): RolloutInvocation {
    const defaults = Object.fromEntries(
      Object.entries(rollout.inputs).map(([name, spec]) => [name, 'default' in spec ? spec.default : '']),
    );
    const inputs = {
      ...defaults,
      service: 'api',
      tier: 'production',
      namespace: 'production',
      repository: given.manifests === undefined && given.kustomize === undefined ? REPOSITORY : '',
      ...given,
    } as RolloutInvocation['inputs'];
    const silent = () => {};
    return {
      inputs,
      github: {
        repository: { owner: 'o', name: 'r' },
        commit: commit('a'),
        ref: 'refs/heads/main',
        eventName: 'push',
        event: {},
        runId: 1,
        runAttempt: 1,
        job: 'deploy',
        actor: 'octocat',
        apiUrl: '',
        serverUrl: '',
        workspace: '/',
        temporary: '/',
      },
      log: { info: silent, debug: silent, group: silent, warning: silent, error: silent },
      signal: this.room.abort.signal,
      output: (name, value) => {
        this.outputs[name] = value;
      },
      summary: (text) => {
        this.summary += text;
      },
      save: (name, value) => {
        this.state[name] = value;
      },
      saved: (name) => this.state[name] ?? '',
    };
  }

  world(name: string): World {
    const { records, clock, cluster } = this.room;
    return {
      records,
      clock,
      commit: commit('a'),
      cluster: () => cluster,
      check: () => undefined,
      evidence: { store: this.evidence, runs: { find: async (id) => this.runs.find((each) => each.id === id) } },
      metrics: (measure, url, token) => {
        this.measured.push({ measure, url, token });
        return { read: async () => ({ value: 0, samples: 100 }) };
      },
      currentRun: { read: async () => this.room.request(name).run },
      manifestsOf: async (source) => {
        this.asked.push(source);
        return manifests(name);
      },
    };
  }

  act(name: string, given: Partial<RolloutInvocation['inputs']> = { release: RELEASE }) {
    return this.room.until(act(this.invocation(given), this.world(name)));
  }
}
