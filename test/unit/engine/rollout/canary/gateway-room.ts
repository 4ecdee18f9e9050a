import { expect } from '@jest/globals';
import { shareIn } from '../../../../../engine/rollout/canary/route.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { readyPodsIn } from '../../../../../engine/rollout/endpoints.ts';
import { replicasOf } from '../../../../../engine/rollout/exposed-workload.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';

const NAMES = { stable: 'api', canary: 'api-canary' };
const ROUTE = 'gateway.networking.k8s.io/v1';

export const ROUTE_YAML = `---
apiVersion: ${ROUTE}
kind: HTTPRoute
metadata: { name: shop }
spec:
  parentRefs: [{ name: public }]
  hostnames: [shop.example]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /api } }]
      backendRefs: [{ name: api, port: 80 }]
    - matches: [{ path: { type: PathPrefix, value: /static } }]
      backendRefs: [{ name: assets, port: 80, weight: 3 }]
`;

/** Three pods that only their own Service selects, behind a route. */
export const routed = (name: string, route = ROUTE_YAML): string =>
  `${deployable(name, { replicas: 3 })
    .replace('labels: { app: api }', 'labels: { app: api, sluice.dev/track: stable }')
    .replace('{ selector: { app: api }', '{ selector: { app: api, sluice.dev/track: stable }')}${route}`;

/** A room with a Gateway: it takes every change of the route after a while, or says why not. */
export class GatewayRoom extends EmbeddedRoom {
  /** Milliseconds until it has taken a change; `never`. */
  slowness: number | 'never' = 1_000;
  refuses: ((route: KubernetesObject) => boolean) | undefined;
  readonly shares: number[] = [];
  readonly #broken = new Set<string>();
  readonly #deployments = new Map<string, KubernetesObject>();
  #taken = 0;
  #share = 0;
  #fewest = Number.POSITIVE_INFINITY;

  constructor(names: readonly string[]) {
    super(names);
    this.observe = (object) => this.#see(object);
  }

  async share(): Promise<number> {
    return shareIn(await this.get('HTTPRoute', 'shop', ROUTE), NAMES);
  }

  async rules(): Promise<unknown> {
    const route = await this.get('HTTPRoute', 'shop', ROUTE);
    return route?.['spec'] && Object.entries(route['spec']).find(([name]) => name === 'rules')?.[1];
  }

  /** The Gateway is there again, and looks at everything. */
  async recover(): Promise<void> {
    this.slowness = 1_000;
    for (const route of await this.list('HTTPRoute', ROUTE)) this.#route(route);
  }

  /** From now on. */
  watchStable(): void {
    this.#fewest = Number.POSITIVE_INFINITY;
  }

  get fewestStable(): number {
    return this.#fewest;
  }

  /** What was ever wrong, whoever made it so. */
  expectHeld(context: object): void {
    expect({ ...context, broken: [...this.#broken] }).toEqual({ ...context, broken: [] });
  }

  #see(object: KubernetesObject): void {
    const { kind, metadata } = object;
    if (kind === 'Deployment') {
      const before = this.#deployments.get(metadata.name);
      this.#deployments.set(metadata.name, object);
      const canary = metadata.name === NAMES.canary;
      if (canary && (replicasOf(object) ?? 0) < (replicasOf(before) ?? 0) && this.#share > 0)
        this.#broken.add(`pods went from ${replicasOf(before)} to ${replicasOf(object)} with ${this.#share} % on them`);
      if (canary && (replicasOf(object) ?? 0) < (replicasOf(before) ?? 0) && this.#taken > 0)
        this.#broken.add(`pods went while the Gateway still led ${this.#taken} % to them`);
      if (canary && before !== undefined && this.#share > 0 && templateOf(before) !== templateOf(object))
        this.#broken.add(`the pods were changed with ${this.#share} % on them`);
    }
    if (kind === 'EndpointSlice' && metadata.labels?.['kubernetes.io/service-name'] === 'api') {
      const ready = [...readyPodsIn([object])];
      this.#fewest = Math.min(this.#fewest, ready.length);
      if (ready.some((pod) => pod.startsWith('api-canary-'))) this.#broken.add('the Service led to a canary');
    }
    if (kind === 'HTTPRoute') this.#route(object);
  }

  #route(route: KubernetesObject): void {
    const share = shareIn(route, NAMES);
    if (share > this.#share) {
      const canary = this.#deployments.get(NAMES.canary);
      const { readyReplicas = 0 } = (canary?.['status'] ?? {}) as { readonly readyReplicas?: number };
      if (readyReplicas < Math.max(1, replicasOf(canary) ?? 0))
        this.#broken.add(`${share} % moved to ${readyReplicas} of ${replicasOf(canary)} ready pods`);
    }
    if (share !== this.#share) this.shares.push(share);
    this.#share = share;
    const { generation = 0, name } = route.metadata;
    const parents = ((route['status'] ?? {}) as { parents?: { conditions: { observedGeneration: number }[] }[] })
      .parents;
    if (this.slowness === 'never' || parents?.[0]?.conditions[0]?.observedGeneration === generation) return;
    const isBad = this.refuses?.(route) === true;
    this.clock.after(this.slowness, () => {
      this.#taken = share;
      const condition = (type: string, good: boolean) => ({
        type,
        status: good ? 'True' : 'False',
        reason: good ? type : 'BackendNotFound',
        message: '',
        observedGeneration: generation,
        lastTransitionTime: '2026-11-23T12:00:00Z',
      });
      this.setStatus('HTTPRoute', name, {
        parents: [
          {
            parentRef: { name: 'public' },
            controllerName: 'example.com/gateway',
            conditions: [condition('Accepted', true), condition('ResolvedRefs', !isBad)],
          },
        ],
      });
    });
  }
}

const templateOf = (deployment: KubernetesObject): string =>
  JSON.stringify((deployment['spec'] as { readonly template?: unknown }).template);
