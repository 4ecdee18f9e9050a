import type { Fields } from '../defaults/fields.ts';
import { list, record } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { containerProblems } from './container.ts';
import { labels, named } from './names.ts';
import { duplicate, forbiddenField, nonNegative, notSupported, repeated, required } from './problem.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec */
export const podSpecProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const volumes = list(spec['volumes']).map(record);
  const volumeNames = new Set(volumes.map(({ name }) => name));
  const containers = list(spec['containers']).map(record);
  const init = list(spec['initContainers']).map(record);
  const names = [...init, ...containers].map(({ name }) => name);
  return [
    ...volumes.flatMap((volume, index) => volumeProblems(volume, `${at}.volumes[${index}]`)),
    ...repeated(volumes.map(({ name }) => name)).map((index) =>
      duplicate(`${at}.volumes[${index}].name`, volumes[index]?.['name']),
    ),
    ...(containers.length === 0 ? [required(`${at}.containers`)] : []),
    ...containers.flatMap((container, index) =>
      containerProblems(container, `${at}.containers[${index}]`, volumeNames),
    ),
    ...init.flatMap((container, index) => containerProblems(container, `${at}.initContainers[${index}]`, volumeNames)),
    ...repeated(names).map((index) =>
      index < init.length
        ? duplicate(`${at}.initContainers[${index}].name`, names[index])
        : duplicate(`${at}.containers[${index - init.length}].name`, names[index]),
    ),
    ...oneOf(`${at}.restartPolicy`, spec['restartPolicy'], RESTART_POLICIES),
    ...oneOf(`${at}.dnsPolicy`, spec['dnsPolicy'], DNS_POLICIES),
    ...labels(`${at}.nodeSelector`, record(spec['nodeSelector'])),
    ...nonNegative(`${at}.terminationGracePeriodSeconds`, spec['terminationGracePeriodSeconds']),
    ...(spec['serviceAccountName'] ? named('subdomain', `${at}.serviceAccountName`, spec['serviceAccountName']) : []),
  ];
};

const oneOf = (field: string, value: unknown, known: readonly string[]): readonly FieldProblem[] =>
  known.includes(String(value)) ? [] : [notSupported(field, value, known)];

const volumeProblems = ({ name, ...sources }: Fields, at: string): readonly FieldProblem[] => {
  const [, ...more] = Object.keys(sources);
  return [
    ...(name ? named('label', `${at}.name`, name) : [required(`${at}.name`)]),
    ...more.map((source) => forbiddenField(`${at}.${source}`, 'may not specify more than 1 volume type')),
    ...(sources['secret'] !== undefined && !record(sources['secret'])['secretName']
      ? [required(`${at}.secret.secretName`)]
      : []),
    ...(sources['configMap'] !== undefined && !record(sources['configMap'])['name']
      ? [required(`${at}.configMap.name`)]
      : []),
  ];
};
