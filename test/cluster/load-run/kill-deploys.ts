import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../bring-up/kubectl.ts';
import type { FaultyWay } from '../scenario-run/faulty-way.ts';
import { begin, OPERATION_FIELD, phaseIn } from '../scenario-run/steady-problems.ts';
import type { SteadyTier } from '../scenario-run/steady-tier.ts';
import type { StrategyInputs } from '../scenarios/steady.ts';
import { WEB } from '../scenarios/workload.ts';
import { type Film, film } from './film.ts';
import { brokenInvariants } from './invariants.ts';
import type { StrategyName } from './plan.ts';
import { type Death, dying, isWrite, writeName } from './writes.ts';

/** The shortest times: what is tested lies between two writes. */
export const HASTY = {
  rolling: { strategy: 'rolling', 'stable-for': '1' },
  'blue-green': { strategy: 'blue-green', 'stable-for': '1', bake: '1', 'scale-down-delay': '1' },
} as const satisfies Readonly<Record<StrategyName, StrategyInputs>>;

/** Of 200 ms each, for kube-proxy to hear of an endpoint that is gone. */
const NETWORK_TRIES = 15;
/** Each copy's, by the manifests. */
const PODS = 2;

/** One run that was killed, and the next one. */
export interface KillRow extends Death {
  readonly strategy: StrategyName;
  /** The write, as `PATCH services/web`; '' when this run was complete with fewer writes. */
  readonly request: string;
  /** Of the next run. */
  readonly outcome: string;
  readonly seconds: number;
  readonly problems: readonly string[];
}

/** A tier whose runs die as they are told to, one after the other, filmed all the time. */
export class KillTier {
  readonly #tier: SteadyTier;
  readonly #way: FaultyWay;
  readonly #strategy: StrategyName;
  readonly #film: Film;
  #versions = 1;

  private constructor(tier: SteadyTier, way: FaultyWay, strategy: StrategyName, filmed: Film) {
    this.#tier = tier;
    this.#way = way;
    this.#strategy = strategy;
    this.#film = filmed;
  }

  /** @param watcher somebody who may see everything. */
  static async open(tier: SteadyTier, way: FaultyWay, strategy: StrategyName, watcher: Kubectl): Promise<KillTier> {
    await begin(tier, tier.deploy({ version: 'v1' }, HASTY[strategy]));
    return new KillTier(tier, way, strategy, film(watcher, tier.namespace));
  }

  /** Names of all writes of an undisturbed run, in their order. */
  async writes(): Promise<readonly string[]> {
    const seen = this.#way.proxy.seen.length;
    const { outputs, log } = await this.#deploy();
    if (outputs['outcome'] !== 'complete') throw new Error(`An undisturbed run ended "${outputs['outcome']}":\n${log}`);
    return this.#way.proxy.seen.slice(seen).filter(isWrite).map(writeName);
  }

  /** Kills a run at its death and brings its release to its end by the next one. */
  async kill(death: Death): Promise<KillRow> {
    const start = performance.now();
    const since = this.#film.newest;
    const { proxy } = this.#way;
    let kill = (): void => {};
    const request = dying(proxy, death, () => kill());
    const killed = await this.#deploy((signal) => {
      kill = () => signal('SIGKILL');
    });
    proxy.fault = () => undefined;
    const next = await this.#again();
    const outcome = next.outputs['outcome'] ?? '';
    const died = request() !== undefined && killed.exitCode === null;
    // The run that was counted had to write something twice, because somebody else had written in between.
    const hadFewer = request() === undefined && killed.outputs['outcome'] === 'complete';
    const problems = [
      ...(died || hadFewer
        ? []
        : [`it ended with code ${killed.exitCode} before its write ${death.write}:\n${killed.log}`]),
      ...(outcome === 'complete' ? [] : [`the next run ended "${outcome}", wanted "complete":\n${next.log}`]),
      ...(await this.#stateProblems()),
      ...brokenInvariants(this.#film.until(since), this.#film.after(since), PODS),
    ];
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    return { strategy: this.#strategy, ...death, request: request() ?? '', outcome, seconds, problems };
  }

  close(): void {
    this.#film.stop();
  }

  #deploy(onStart?: (signal: (name: NodeJS.Signals) => void) => void) {
    this.#versions += 1;
    return this.#again(onStart);
  }

  #again(onStart?: (signal: (name: NodeJS.Signals) => void) => void) {
    const options = { kubeconfig: this.#way.kubeconfig, ...(onStart === undefined ? {} : { onStart }) };
    return this.#tier.deploy({ version: this.#version }, HASTY[this.#strategy], options);
  }

  get #version(): string {
    return `v${this.#versions}`;
  }

  async #stateProblems(): Promise<readonly string[]> {
    const isRolling = this.#strategy === 'rolling';
    const operation = await this.#tier.read(isRolling ? 'deployment' : 'service', WEB, `{${OPERATION_FIELD}}`);
    const body = await this.#served();
    return [
      ...(phaseIn(operation) === 'recorded' ? [] : [`the operation is "${phaseIn(operation)}", wanted "recorded"`]),
      ...(body === this.#version ? [] : [`clients are served "${body}", wanted "${this.#version}"`]),
    ];
  }

  /** What a new connection leads to, once the network has heard of the last change. */
  async #served(): Promise<string> {
    const url = `http://${await this.#tier.address()}/`;
    for (let tries = 1; ; tries++) {
      const body = await (await fetch(url, { headers: { connection: 'close' } })).text();
      if (body === this.#version || tries === NETWORK_TRIES) return body;
      await sleep(200);
    }
  }
}
