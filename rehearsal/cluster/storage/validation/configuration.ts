import type { KubernetesObject } from '../../kubernetes-object.ts';
import { record, sameJson } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { named } from './names.ts';
import { forbiddenField, invalid, required } from './problem.ts';

/** ConfigMaps and Secrets. https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable */
export const configurationProblems = (
  object: KubernetesObject,
  live: KubernetesObject | undefined,
): readonly FieldProblem[] => {
  const contents = ['data', 'binaryData'];
  const was = live?.['immutable'] === true ? live : undefined;
  return [
    ...(object.kind === 'Secret' && live !== undefined && live['type'] !== object['type']
      ? [invalid('type', object['type'], 'field is immutable')]
      : []),
    ...(was !== undefined && object['immutable'] !== true
      ? [forbiddenField('immutable', 'field is immutable when `immutable` is set')]
      : []),
    ...contents
      .filter((field) => was !== undefined && !sameJson(was[field], object[field]))
      .map((field) => forbiddenField(field, 'field is immutable when `immutable` is set')),
    ...contents.flatMap((field) =>
      Object.keys(record(object[field])).flatMap((key) => named('configKey', `${field}[${key}]`, key)),
    ),
    ...(object.kind === 'Secret' ? (DEMANDED[String(object['type'])] ?? []) : [])
      .filter((key) => record(object['data'])[key] === undefined)
      .map((key) => required(`data[${key}]`)),
  ];
};

/** Keys without which a Secret of a type is none: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
const DEMANDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};
