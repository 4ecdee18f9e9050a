import type { Fields } from '../defaults/fields.ts';
import { list, record } from '../frozen.ts';
import { parseQuantity } from '../quantity.ts';
import type { FieldProblem } from '../status-errors.ts';
import { named } from './names.ts';
import { portNumber, portNumberOrName } from './port.ts';
import { probeProblems } from './probe.ts';
import { duplicate, invalid, notFoundIn, notSupported, repeated, required } from './problem.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container */
export const containerProblems = (
  container: Fields,
  at: string,
  volumes: ReadonlySet<unknown>,
): readonly FieldProblem[] => [
  ...(container['name'] ? named('label', `${at}.name`, container['name']) : [required(`${at}.name`)]),
  ...(container['image'] ? [] : [required(`${at}.image`)]),
  ...portProblems(list(container['ports']).map(record), `${at}.ports`),
  ...list(container['env']).flatMap((variable, index) => environmentProblems(record(variable), `${at}.env[${index}]`)),
  ...mountProblems(list(container['volumeMounts']).map(record), `${at}.volumeMounts`, volumes),
  ...(['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((probe) =>
    container[probe] === undefined ? [] : probeProblems(probe, record(container[probe]), `${at}.${probe}`),
  ),
  ...pullPolicyProblems(container['imagePullPolicy'], `${at}.imagePullPolicy`),
  ...resourceProblems(record(container['resources']), `${at}.resources`),
];

const pullPolicyProblems = (policy: unknown, at: string): readonly FieldProblem[] => {
  const known = ['Always', 'IfNotPresent', 'Never'];
  return policy === undefined || known.includes(String(policy)) ? [] : [notSupported(at, policy, known)];
};

const portProblems = (ports: readonly Fields[], at: string): readonly FieldProblem[] => {
  const second = new Set(repeated(ports.map(({ name }, index) => name ?? index)));
  return ports.flatMap(({ containerPort, protocol, name }, index) => {
    const here = `${at}[${index}]`;
    return [
      ...(name === undefined
        ? []
        : second.has(index)
          ? [duplicate(`${here}.name`, name)]
          : portNumberOrName(`${here}.name`, name)),
      ...(containerPort === undefined
        ? [required(`${here}.containerPort`)]
        : portNumber(`${here}.containerPort`, containerPort)),
      ...(PROTOCOLS.includes(String(protocol)) ? [] : [notSupported(`${here}.protocol`, protocol, PROTOCOLS)]),
    ];
  });
};

const environmentProblems = (variable: Fields, at: string): readonly FieldProblem[] => {
  if (!variable['name']) return [required(`${at}.name`)];
  const source = record(variable['valueFrom']);
  const sources = Object.keys(source);
  if (variable['valueFrom'] === undefined) return [];
  if (variable['value']) return [invalid(`${at}.valueFrom`, '', 'may not be specified when `value` is not empty')];
  if (sources.length === 0)
    return [
      invalid(
        `${at}.valueFrom`,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ),
    ];
  if (sources.length > 1)
    return [invalid(`${at}.valueFrom`, '', 'may not have more than one field specified at a time')];
  return ['configMapKeyRef', 'secretKeyRef'].flatMap((kind) =>
    source[kind] === undefined || record(source[kind])['key'] ? [] : [required(`${at}.valueFrom.${kind}.key`)],
  );
};

const mountProblems = (
  mounts: readonly Fields[],
  at: string,
  volumes: ReadonlySet<unknown>,
): readonly FieldProblem[] => [
  ...mounts.flatMap(({ name, mountPath }, index) => [
    ...(name
      ? volumes.has(name)
        ? []
        : [notFoundIn(`${at}[${index}].name`, name)]
      : [required(`${at}[${index}].name`)]),
    ...(mountPath ? [] : [required(`${at}[${index}].mountPath`)]),
  ]),
  ...repeated(mounts.map(({ mountPath }) => mountPath)).map((index) =>
    invalid(`${at}[${index}].mountPath`, mounts[index]?.['mountPath'], 'must be unique'),
  ),
];

const resourceProblems = (resources: Fields, at: string): readonly FieldProblem[] => {
  const limits = record(resources['limits']);
  const requests = record(resources['requests']);
  const unreadable = [
    ...Object.entries(limits).map((entry) => ['limits', entry] as const),
    ...Object.entries(requests).map((entry) => ['requests', entry] as const),
  ]
    .filter(([, [, value]]) => parseQuantity(value) === undefined)
    .map(([kind, [name, value]]) => invalid(`${at}.${kind}[${name}]`, value, QUANTITY));
  const negative = Object.entries({ ...requests, ...limits }).filter(
    ([, value]) => (parseQuantity(value)?.nano ?? 0n) < 0n,
  );
  const beyond = Object.entries(requests).filter(([name, value]) => {
    const limit = parseQuantity(limits[name]);
    return limit !== undefined && (parseQuantity(value)?.nano ?? 0n) > limit.nano;
  });
  return [
    ...unreadable,
    ...negative.map(([name, value]) => invalid(`${at}.limits[${name}]`, value, 'must be greater than or equal to 0')),
    ...beyond.map(([name, value]) =>
      invalid(`${at}.requests`, value, `must be less than or equal to ${name} limit of ${String(limits[name])}`),
    ),
  ];
};
