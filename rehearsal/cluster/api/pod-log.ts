import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ContainerLog, LogLine, LogSource } from '../log-source.ts';
import { list, record } from '../storage/frozen.ts';
import { badRequest, invalid } from '../storage/status-errors.ts';
import { forbiddenField, nonNegative } from '../storage/validation/problem.ts';
import { type ApiRequest, flag } from './api-request.ts';
import { wholeNumber } from './listing.ts';

/** Streams a container's output as `pods/log` does.
 *  https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod
 *  @throws {StatusError} 400 with a kubelet's text when there is no such container or instance. */
export const streamLog = (
  request: ApiRequest,
  pod: KubernetesObject,
  source: LogSource,
  now: number,
  response: ServerResponse,
): void => {
  const options = optionsOf(request, pod.metadata.name, now);
  const container = containerOf(pod, request.query.get('container') ?? '');
  // No kubelet to ask: a real server answers with nothing.
  if (record(pod['spec'])['nodeName'] === undefined) {
    response.writeHead(204).end();
    return;
  }
  const log = openLog(pod, container, flag(request.query, 'previous'), source);
  let left = options.limitBytes;
  const write = (line: LogLine): void => {
    const text = `${options.timestamps ? `${new Date(line.time).toISOString()} ` : ''}${line.text}\n`;
    const bytes = Buffer.from(text).subarray(0, left);
    if (bytes.length > 0) response.write(bytes);
    left -= bytes.length;
    if (left <= 0) response.end();
  };
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  const recent = log.lines().filter(({ time }) => time >= options.since);
  for (const line of options.tail === undefined
    ? recent
    : recent.slice(recent.length - Math.min(options.tail, recent.length))) {
    if (left > 0) write(line);
  }
  if (left <= 0) return;
  if (!flag(request.query, 'follow')) {
    response.end();
    return;
  }
  const stop = log.follow(write, () => response.end());
  response.on('close', stop);
};

interface LogOptions {
  readonly tail: number | undefined;
  readonly since: number;
  readonly limitBytes: number;
  readonly timestamps: boolean;
}

const optionsOf = (request: ApiRequest, pod: string, now: number): LogOptions => {
  const seconds = wholeNumber(request, 'sinceSeconds');
  const time = request.query.get('sinceTime');
  const problems = [
    ...(request.query.get('tailLines')?.startsWith('-') === true
      ? nonNegative('tailLines', Number(request.query.get('tailLines')))
      : []),
    ...(seconds !== undefined && time !== null
      ? [forbiddenField('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified')]
      : []),
  ];
  if (problems.length > 0) throw invalid({ group: '', kind: 'PodLogOptions' }, pod, problems);
  const since = seconds === undefined ? (time === null ? 0 : Date.parse(time)) : now - seconds * 1000;
  return {
    tail: wholeNumber(request, 'tailLines'),
    since,
    limitBytes: wholeNumber(request, 'limitBytes') ?? Number.POSITIVE_INFINITY,
    timestamps: flag(request.query, 'timestamps'),
  };
};

const namesOf = (pod: KubernetesObject, field: 'containers' | 'initContainers'): readonly string[] =>
  list(record(pod['spec'])[field]).map((container) => String(record(container)['name']));

const containerOf = (pod: KubernetesObject, asked: string): string => {
  const containers = namesOf(pod, 'containers');
  const init = namesOf(pod, 'initContainers');
  const { name } = pod.metadata;
  if (asked !== '') {
    if ([...containers, ...init].includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const [only, ...more] = containers;
  if (only !== undefined && more.length === 0 && init.length === 0) return only;
  const choice = [...init, ...containers].join(' ');
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${choice}]`);
};

const openLog = (pod: KubernetesObject, container: string, previous: boolean, source: LogSource): ContainerLog => {
  const { name, namespace = '', uid = '' } = pod.metadata;
  const log = source.log({ namespace, pod: name, uid, container, previous });
  if (log !== undefined) return log;
  if (previous) throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  const status = record(pod['status']);
  const state = [...list(status['containerStatuses']), ...list(status['initContainerStatuses'])]
    .map(record)
    .find((candidate) => candidate['name'] === container);
  const reason = record(record(state?.['state'])['waiting'])['reason'];
  const why = typeof reason !== 'string' || reason === 'ContainerCreating' || reason === 'PodInitializing';
  throw badRequest(
    why
      ? `container "${container}" in pod "${name}" is waiting to start: ${String(reason ?? 'ContainerCreating')}`
      : `container "${container}" in pod "${name}" is waiting to start: ${waitingText(reason)}`,
  );
};

const waitingText = (reason: string): string =>
  reason === 'ErrImagePull' || reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason;
