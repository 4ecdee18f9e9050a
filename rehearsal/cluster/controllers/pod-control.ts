import { StatusError } from '../object-store.ts';
import { ownerReference } from './claims.ts';
import type { EventRecorder, Regarding } from './event-recorder.ts';
import type { Pod, Resource } from './resource.ts';

/** The most pods created or deleted in one look. */
export const BURST = 500;

/** A new pod of a template, owned by its controller. A name that ends in `-` is completed by the API server. */
export const podOf = (owner: Regarding, template: PodTemplate, name: string): Pod => {
  const { labels = {}, annotations, finalizers } = template.metadata ?? {};
  const { namespace } = owner.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(name.endsWith('-') ? { name: '', generateName: name } : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [ownerReference(owner.apiVersion, owner.kind, owner.metadata)],
    },
    spec: template.spec ?? { containers: [] },
  };
};

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly finalizers?: string[];
  };
  readonly spec?: Pod['spec'];
}

/** What came of creating pods. */
export interface Creation {
  /** Those that a quota or validation refused, or that were not tried any more, are missing from it. */
  readonly made: number;
  readonly refusal: StatusError | undefined;
}

/** How controllers make and end pods, and what they say of it.
 *  kubernetes/pkg/controller/controller_utils.go, RealPodControl */
export interface PodControl {
  /** One, then two, then four: a quota that refuses the first pod is not asked for all. */
  create(owner: Regarding, wanted: readonly Pod[]): Creation;
  /** @throws {StatusError} for anything but a pod that is gone already. */
  remove(owner: Regarding, pod: Pod): void;
}

export const createPodControl = (pods: Resource<Pod>, events: EventRecorder): PodControl => ({
  create(owner, wanted) {
    let made = 0;
    let refusal: StatusError | undefined;
    for (let batch = 1, next = 0; next < wanted.length && refusal === undefined; batch *= 2) {
      for (const pod of wanted.slice(next, next + batch)) {
        try {
          const created = pods.create(pod);
          made += 1;
          events.normal(owner, 'SuccessfulCreate', `Created pod: ${created.metadata.name}`);
        } catch (error) {
          if (!(error instanceof StatusError)) throw error;
          // All that is left would be refused alike, and nobody reads events of a namespace that goes away.
          if (isTerminatingNamespace(error)) return { made: wanted.length, refusal: undefined };
          events.warning(owner, 'FailedCreate', `Error creating: ${error.message}`);
          refusal ??= error;
        }
      }
      next += batch;
    }
    return { made, refusal };
  },
  remove(owner, pod) {
    const { namespace = '', name } = pod.metadata;
    try {
      pods.delete(namespace, name);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.code === 404) return;
      events.warning(owner, 'FailedDelete', `Error deleting: ${error.message}`);
      throw error;
    }
    events.normal(owner, 'SuccessfulDelete', `Deleted pod: ${name}`);
  },
});

const isTerminatingNamespace = (error: StatusError): boolean =>
  error.message.includes('because it is being terminated');
