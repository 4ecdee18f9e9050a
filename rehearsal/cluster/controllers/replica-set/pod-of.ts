import { ownerReference } from '../claims.ts';
import type { Pod, ReplicaSet } from '../resource.ts';

/** A new pod of a ReplicaSet's template. Its name ends in what the API server adds. */
export const podOf = ({ metadata, spec }: ReplicaSet): Pod => {
  const { name, namespace } = metadata;
  const { labels = {}, annotations, finalizers } = spec.template?.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [ownerReference('apps/v1', 'ReplicaSet', metadata)],
    },
    spec: spec.template?.spec ?? { containers: [] },
  };
};
