import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { Fields } from '../../../../../engine/rollout/ownership/field-path.ts';
import type { HandOver } from '../../../../../engine/rollout/ownership/hand-over.ts';

/** One line of `managedFields`. */
export interface Line {
  readonly manager: string;
  readonly operation?: 'Apply' | 'Update';
  readonly apiVersion?: string;
  readonly subresource?: string;
  readonly fields: Fields;
}

/** An object with its book. */
export const object = (value: object, lines: readonly Line[] = [], metadata: object = {}): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...value,
  metadata: {
    name: 'api',
    ...metadata,
    managedFields: lines.map(({ operation = 'Update', apiVersion = 'apps/v1', fields, ...line }) => ({
      ...line,
      operation,
      apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1: fields,
    })),
  },
});

export const REPLICAS = { 'f:spec': { 'f:replicas': {} } };
export const SETTLED = { 'f:spec': { 'f:minReadySeconds': {} } };
export const CSA = 'kubectl-client-side-apply';
export const lines = (plan: HandOver | undefined) =>
  plan?.managedFields.map((line) => {
    const { manager, operation, fieldsV1 } = line as { manager: string; operation: string; fieldsV1: object };
    return [manager, operation, fieldsV1];
  });
