import { parse } from 'yaml';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image } from '../releases.ts';

export const NOTE = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Deployment as one document, with parts of its container, of its pod and of itself. */
export const deployment = ({
  container = '',
  pod = '',
  spec = '',
  name = 'api',
  metadata = '',
  release = 'one',
}: {
  readonly container?: string;
  readonly pod?: string;
  readonly spec?: string;
  readonly name?: string;
  readonly metadata?: string;
  readonly release?: string;
} = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api${metadata && `, ${metadata}`} }
spec:
  ${spec || 'replicas: 2'}
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      ${pod}
      containers: [{ name: ${name}, image: "${image(release)}"${container && `, ${container}`} }]
`;

export interface PodSpec {
  readonly containers: readonly {
    readonly name: string;
    readonly env?: readonly { readonly name: string; readonly [field: string]: unknown }[];
    readonly [field: string]: unknown;
  }[];
  readonly [field: string]: unknown;
}

/** A namespace in which other tools have written before. */
export class OwnershipRoom extends DeliveryRoom {
  /** As a tool writes an object, and its pods become ready. */
  async written(text: string, manager: string): Promise<void> {
    this.create(parse(text), manager);
    await this.pass(20_000);
  }

  /** As `kubectl apply` wrote it before it knew server-side apply. */
  async kubectlApplied(text: string): Promise<void> {
    const object: KubernetesObject = parse(text);
    const annotations = { ...object.metadata.annotations, [NOTE]: JSON.stringify(object) };
    this.create({ ...object, metadata: { ...object.metadata, annotations } }, 'kubectl-client-side-apply');
    await this.pass(20_000);
  }

  spec(kind = 'Deployment', name = 'api'): Readonly<Record<string, unknown>> {
    return this.object(kind, name)?.['spec'] as Readonly<Record<string, unknown>>;
  }

  pod(name = 'api'): PodSpec {
    return (this.spec('Deployment', name)['template'] as { readonly spec: PodSpec }).spec;
  }

  managers(kind = 'Deployment', name = 'api'): readonly string[] {
    const book = (this.object(kind, name)?.metadata['managedFields'] ?? []) as readonly {
      readonly manager: string;
      readonly operation: string;
      readonly subresource?: string;
    }[];
    return book.map(({ manager, operation, subresource }) =>
      [manager, operation, subresource].filter(Boolean).join(' '),
    );
  }

  apply(text: string, takeOver: readonly string[] = []) {
    return this.rollOut('one', { manifests: text, takeOver, release: undefined });
  }
}
