import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { ageText } from './age.ts';
import { selectorText } from './scale.ts';

/** One column of the `Table` that `kubectl get` prints. kubernetes/pkg/printers/internalversion/printers.go */
export interface Column {
  readonly name: string;
  readonly type?: 'integer' | 'boolean' | 'date';
  /** Only with `-o wide`. */
  readonly wide?: true;
  cell(object: KubernetesObject, now: number): unknown;
}

export const spec = (object: KubernetesObject): Readonly<Record<string, unknown>> => record(object['spec']);
export const status = (object: KubernetesObject): Readonly<Record<string, unknown>> => record(object['status']);
export const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

export const NAME: Column = { name: 'Name', cell: ({ metadata }) => metadata.name };
export const AGE: Column = { name: 'Age', cell: ({ metadata }, now) => ageText(metadata.creationTimestamp, now) };

/** Instead of an age, of kinds that have no printer of their own. */
export const CREATED_AT: Column = {
  name: 'Created At',
  type: 'date',
  cell: ({ metadata }) => metadata.creationTimestamp ?? '',
};

/** Labels as `a=b,c=d`, in order. */
export const shownLabels = (labels: unknown): string =>
  Object.entries(record(labels))
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(',') || '<none>';

export const shownSelector = (selector: unknown): string => selectorText(selector) || '<none>';

export const SELECTOR: Column = {
  name: 'Selector',
  wide: true,
  cell: (object) => shownSelector(spec(object)['selector']),
};

/** Names and images of the containers of a template. @param template where the kind has it. */
export const containerColumns = (template: (object: KubernetesObject) => unknown): readonly Column[] => {
  const texts = (object: KubernetesObject, field: 'name' | 'image'): string =>
    list(record(record(template(object))['spec'])['containers'])
      .map((container) => record(container)[field])
      .join(',');
  return [
    { name: 'Containers', wide: true, cell: (object) => texts(object, 'name') },
    { name: 'Images', wide: true, cell: (object) => texts(object, 'image') },
  ];
};

export const WORKLOAD_WIDE = containerColumns((object) => spec(object)['template']);
