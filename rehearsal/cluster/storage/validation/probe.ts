import type { Fields } from '../defaults/fields.ts';
import { list, record } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { portNumberOrName } from './port.ts';
import { forbiddenField, invalid, nonNegative, notSupported, required } from './problem.ts';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe */
export const probeProblems = (
  kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  probe: Fields,
  at: string,
): readonly FieldProblem[] => [
  ...handlerProblems(probe, at),
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'].flatMap(
    (name) => nonNegative(`${at}.${name}`, probe[name]),
  ),
  ...(kind !== 'readinessProbe' && probe['successThreshold'] !== 1
    ? [invalid(`${at}.successThreshold`, probe['successThreshold'], 'must be 1')]
    : []),
];

const handlerProblems = (probe: Fields, at: string): readonly FieldProblem[] => {
  const [first, ...more] = HANDLERS.filter((handler) => probe[handler] !== undefined);
  if (first === undefined) return [required(at, 'must specify a handler type')];
  const extra = more.map((handler) => forbiddenField(`${at}.${handler}`, 'may not specify more than 1 handler type'));
  const action = record(probe[first]);
  const here = `${at}.${first}`;
  switch (first) {
    case 'exec':
      return [...extra, ...(list(action['command']).length === 0 ? [required(`${here}.command`)] : [])];
    case 'httpGet':
      return [
        ...extra,
        ...(action['path'] ? [] : [required(`${here}.path`)]),
        ...portNumberOrName(`${here}.port`, action['port']),
        ...(['HTTP', 'HTTPS'].includes(String(action['scheme']))
          ? []
          : [notSupported(`${here}.scheme`, action['scheme'], ['HTTP', 'HTTPS'])]),
      ];
    default:
      return [...extra, ...portNumberOrName(`${here}.port`, action['port'])];
  }
};
