import type { Container, PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Regarding } from '../event-recorder.ts';
import { podOf } from '../pod-control.ts';
import type { Job, Pod } from '../resource.ts';
import { judgeFailure } from './failure-policy.ts';
import { FAILURES, FINALIZER, failuresBefore, IGNORED_FAILURES, INDEX } from './job-pods.ts';

const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';

/** What a Job's events and pods refer to. */
export const aboutJob = (job: Job): Regarding => ({ ...job, apiVersion: 'batch/v1', kind: 'Job' });

/** The next pod of a Job, held until it is counted.
 *  @param index of an indexed Job: the pod's name, hostname, label, annotation and a variable tell it.
 *  @param before the failed pod of this index that it replaces. */
export const newPodOf = (job: Job, index: number | undefined, before: Pod | undefined): Pod => {
  const { template } = job.spec;
  const held = withFinalizer(template);
  if (index === undefined) return podOf(aboutJob(job), held, `${job.metadata.name}-`);
  const told = withIndex(held, index);
  const counted = job.spec.backoffLimitPerIndex === undefined ? told : withFailures(told, job, before);
  const spec = {
    ...template.spec,
    containers: (template.spec?.containers ?? []).map(withVariable),
    ...(template.spec?.initContainers === undefined
      ? {}
      : { initContainers: template.spec.initContainers.map(withVariable) }),
    hostname: `${job.metadata.name}-${index}`,
  };
  return podOf(
    aboutJob(job),
    { ...counted, spec },
    `${job.metadata.name.slice(0, 58 - `-${index}-`.length)}-${index}-`,
  );
};

type Template = PodTemplateSpec;

const withFinalizer = (template: Template): Template => {
  const { finalizers = [] } = template.metadata ?? {};
  const all = finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER];
  return { ...template, metadata: { ...template.metadata, finalizers: all } };
};

const withIndex = (template: Template, index: number): Template => {
  const { labels, annotations } = template.metadata ?? {};
  const told = { [INDEX]: String(index) };
  return {
    ...template,
    metadata: { ...template.metadata, labels: { ...labels, ...told }, annotations: { ...annotations, ...told } },
  };
};

const withFailures = (template: Template, job: Job, before: Pod | undefined): Template => {
  const counts = before !== undefined && judgeFailure(job.spec.podFailurePolicy, before).counts;
  const counted = before === undefined ? 0 : failuresBefore(before, 'counted') + (counts ? 1 : 0);
  const all = before === undefined ? 0 : failuresBefore(before, 'all') + 1;
  const ignored = all - counted;
  const annotations = {
    ...template.metadata?.annotations,
    [FAILURES]: String(counted),
    ...(ignored > 0 ? { [IGNORED_FAILURES]: String(ignored) } : {}),
  };
  return { ...template, metadata: { ...template.metadata, annotations } };
};

const withVariable = (container: Container): Container =>
  container.env?.some(({ name }) => name === INDEX_VARIABLE) === true
    ? container
    : {
        ...container,
        env: [
          ...(container.env ?? []),
          { name: INDEX_VARIABLE, valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } } },
        ],
      };
