import type {
  Access,
  Cluster,
  KubernetesObject,
  ObjectReference,
  Resource,
  Selection,
} from '../../../../../engine/rollout/cluster.ts';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { hasLabels } from '../../../../../engine/rollout/exposed-workload.ts';
import { knownResource } from '../../../../../engine/rollout/known-kinds.ts';
import type { WorkloadManifest } from '../../../../../engine/rollout/workload.ts';

const never = (what: string) => (): never => {
  throw new Error(`Nothing here is to be ${what}.`);
};

/** A cluster that answers at once from the objects that a test gives it, and notes what it was asked. It takes no write. */
export class AnsweringCluster implements Cluster {
  readonly asked: ObjectReference[] = [];
  readonly lists: Selection[] = [];
  readonly questions: object[] = [];
  /** Status of every refusal; nothing is refused without it. */
  fails: number | undefined;
  /** What a dry run says; the object as it is unless given. */
  dryRun: (object: KubernetesObject) => KubernetesObject = (object) => object;
  /** `status` of a review. */
  review: (kind: string, spec: Readonly<Record<string, unknown>>) => object | undefined = () => ({ allowed: true });
  credentials: Access = { endsAt: undefined, isRenewed: false };
  readonly #objects: readonly KubernetesObject[];
  readonly patch = never('patched');
  readonly delete = never('deleted');
  readonly watch = never('watched');
  readonly logs = never('read');

  constructor(objects: readonly KubernetesObject[]) {
    this.#objects = objects;
  }

  async get(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    this.asked.push(reference);
    this.#refuse();
    return this.#objects.find(
      ({ apiVersion, kind, metadata }) =>
        apiVersion === reference.apiVersion && kind === reference.kind && metadata.name === reference.name,
    );
  }

  async list(selection: Selection) {
    this.lists.push(selection);
    this.#refuse();
    const { apiVersion, kind, labels = {} } = selection;
    const objects = this.#objects.filter(
      (object) =>
        object.apiVersion === apiVersion && object.kind === kind && hasLabels(object.metadata.labels ?? {}, labels),
    );
    return { resourceVersion: '1', objects };
  }

  async apply(object: KubernetesObject, options: { readonly dryRun?: true } = {}) {
    if (options.dryRun !== true) throw new Error('Nothing here is to be written.');
    return { object: this.dryRun(object), serverTime: '2026-11-23T12:00:00Z' };
  }

  async resourceOf(apiVersion: string, kind: string): Promise<Resource | undefined> {
    return knownResource(apiVersion, kind);
  }

  async ask(review: Record<string, unknown> & Pick<KubernetesObject, 'apiVersion' | 'kind'>) {
    this.questions.push(review);
    this.#refuse();
    const status = this.review(review.kind, (review['spec'] ?? {}) as Readonly<Record<string, unknown>>);
    return { ...review, ...(status === undefined ? {} : { status }) };
  }

  async access(): Promise<Access> {
    return this.credentials;
  }

  async serverTime(): Promise<string> {
    return '2026-11-23T12:00:00Z';
  }

  #refuse(): void {
    if (this.fails !== undefined) throw new Refusal(this.fails, 'Refused', 'no');
  }
}

export const clusterOf = (...objects: readonly KubernetesObject[]): AnsweringCluster => new AnsweringCluster(objects);

/** A Deployment "api" whose pods have this spec. */
export const deploymentOf = (pods: object, spec: object = {}): WorkloadManifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api' },
  spec: {
    template: { metadata: { labels: { app: 'api' } }, spec: pods as WorkloadManifest['spec']['template']['spec'] },
    ...spec,
  },
});
