import type { Manifest, Tree } from '../tree.ts';
import { type Fields, fieldsOf, isFields, listOf, placesAt, textOf, valueAt } from './fields.ts';

/** The pods that an object makes, or is. */
export interface Pods {
  readonly of: Manifest;
  /** Path of the template; '' for a pod. */
  readonly path: string;
  readonly labels: Fields;
  readonly spec: Fields;
}

const TEMPLATES: Readonly<Record<string, string>> = {
  Pod: '',
  Deployment: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  ReplicaSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
  Rollout: 'spec.template',
};

export const podsOf = ({ objects }: Tree): readonly Pods[] => objects.flatMap(podsIn);

export const podsIn = (object: Manifest): readonly Pods[] => {
  const path = TEMPLATES[object.kind];
  if (path === undefined) return [];
  const template = path === '' ? object : valueAt(object, ...path.split('.'));
  const spec = valueAt(template, 'spec');
  if (!isFields(spec)) return [];
  return [{ of: object, path, labels: fieldsOf(valueAt(template, 'metadata', 'labels')), spec }];
};

/** A container and the path to it from its object. */
export interface Container {
  readonly pods: Pods;
  readonly path: string;
  readonly name: string;
  readonly fields: Fields;
}

const KINDS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** @param kinds those that serve, unless more are asked for */
export const containersOf = (
  pods: Pods,
  kinds: readonly (typeof KINDS)[number][] = ['containers'],
): readonly Container[] =>
  kinds.flatMap((kind) =>
    placesAt(pods.spec, `${kind}.*`).map(({ path, value }) => ({
      pods,
      path: specPath(pods, path),
      name: textOf(valueAt(value, 'name')) ?? '',
      fields: fieldsOf(value),
    })),
  );

/** Those that run before others, and those that people add, as well. */
export const allContainersOf = (pods: Pods): readonly Container[] => containersOf(pods, KINDS);

/** The path from the object to something of its pods. */
export const specPath = ({ path }: Pods, inSpec: string): string => `${path === '' ? '' : `${path}.`}spec.${inSpec}`;

/** What a container is given, by name. */
export const environmentOf = ({ fields }: Container): readonly { readonly name: string; readonly fields: Fields }[] =>
  listOf(fields['env']).map((entry) => ({ name: textOf(valueAt(entry, 'name')) ?? '', fields: fieldsOf(entry) }));

/** Pods of a job end by themselves: nobody keeps them ready. */
export const isServing = ({ of }: Pods): boolean => !['Job', 'CronJob', 'Pod'].includes(of.kind);
