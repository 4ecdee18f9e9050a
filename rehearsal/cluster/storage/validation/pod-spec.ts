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
  const { problems: broken, names: volumeNames } = volumeProblems(volumes, `${at}.volumes`);
  const containers = list(spec['containers']).map(record);
  const init = list(spec['initContainers']).map(record);
  const names = [...init, ...containers].map(({ name }) => name);
  return [
    ...broken,
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

/** A volume with a finding of its own does not count as there: neither for mounts nor for its name. */
const volumeProblems = (
  volumes: readonly Fields[],
  at: string,
): { readonly problems: readonly FieldProblem[]; readonly names: ReadonlySet<unknown> } => {
  const names = new Set<unknown>();
  const problems = volumes.flatMap((volume, index) => {
    const own = sourceProblems(volume, `${at}[${index}]`);
    const found =
      own.length === 0 && names.has(volume['name']) ? [duplicate(`${at}[${index}].name`, volume['name'])] : own;
    if (found.length === 0) names.add(volume['name']);
    return found;
  });
  return { problems, names };
};

const sourceProblems = ({ name, ...sources }: Fields, at: string): readonly FieldProblem[] => {
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
