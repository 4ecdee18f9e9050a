import { type Cluster, type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { kindsOf } from '../../../../../engine/rollout/manifests/scope.ts';
import { EmbeddedRoom } from '../embedded-room.ts';

const DEFINITION = 'CustomResourceDefinition';
/** The embedded cluster has none. */
const WEBHOOK = 'ValidatingWebhookConfiguration';

/** A room whose cluster does not know Certificates before somebody brings their definition, and then not at once. */
export class DefiningRoom extends EmbeddedRoom {
  readonly definitions = new Map<string, { readonly object: KubernetesObject; readonly at: number }>();
  /** Every write that is none in a namespace, or of a Certificate or a Deployment, in its order. */
  readonly writes: string[] = [];
  /** What the cluster says of the names of a definition. */
  namesAccepted = true;
  /** Milliseconds from a definition to its kind. */
  patience = 2_000;
  /** Objects that a write is refused of although its dry run was not, as `Kind/name`. */
  readonly turned = new Set<string>();

  /** Kinds that we have no right to. */
  readonly forbidden = new Set<string>();

  protected override get port(): Cluster {
    const { api } = this;
    const knows = (apiVersion: string, kind: string): boolean =>
      kind !== 'Certificate' ||
      [...this.definitions.values()].some(
        ({ object, at }) => kindsOf(object).has(`${apiVersion}/${kind}`) && this.clock.now() >= at + this.patience,
      );
    const defined = (name: string): KubernetesObject | undefined => {
      const found = this.definitions.get(name);
      if (found === undefined) return undefined;
      const isThere = this.clock.now() >= found.at + this.patience;
      const conditions = [
        { type: 'NamesAccepted', status: this.namesAccepted ? 'True' : 'False', reason: 'Taken', message: 'no' },
        ...(isThere ? [{ type: 'Established', status: 'True' }] : []),
      ];
      return { ...found.object, status: { conditions } };
    };
    const own: Partial<Cluster> = {
      get: async (reference) => {
        if (reference.kind === DEFINITION || reference.kind === WEBHOOK) return defined(reference.name);
        return knows(reference.apiVersion, reference.kind) ? await api.get(reference) : undefined;
      },
      resourceOf: async (apiVersion, kind) =>
        knows(apiVersion, kind) ? await api.resourceOf(apiVersion, kind) : undefined,
      apply: async (object, options = {}) => {
        const { apiVersion, kind, metadata } = object;
        const { name } = metadata;
        const isWatched = metadata.namespace === undefined || ['Certificate', 'Deployment'].includes(kind);
        if (!knows(apiVersion, kind)) throw new Refusal(404, 'NotFound', `no matches for kind ${kind}`);
        if (this.forbidden.has(kind)) throw new Refusal(403, 'Forbidden', `User cannot patch ${kind}`);
        if (options.dryRun !== true) {
          if (this.turned.has(`${kind}/${name}`)) throw new Refusal(403, 'Forbidden', `Nobody writes ${name}`);
          if (isWatched) this.writes.push(`${kind}/${name}`);
        }
        if (kind !== DEFINITION && kind !== WEBHOOK) return await api.apply(object, options);
        const at = this.definitions.get(name)?.at ?? this.clock.now();
        const stored = { ...object, metadata: { ...metadata, uid: name, resourceVersion: '1' } };
        if (options.dryRun !== true) this.definitions.set(name, { object: stored, at });
        return { object: stored, serverTime: new Date(this.clock.now()).toISOString() };
      },
    };
    return new Proxy<Cluster>(api, {
      get: (target, key) => {
        const value: unknown = Reflect.get(own, key) ?? Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}
