import { InvalidInput, type Problem } from '../../domain/problem.ts';
import { type KubernetesObject, nameOf } from './cluster.ts';
import type { Manifests } from './manifests.ts';
import { labelsAt, numberAt } from './object-parts.ts';
import { isWorkload, type WorkloadManifest } from './workload.ts';

export type Labels = Readonly<Record<string, string>>;

/** One Deployment and the one Service that leads to it: what traffic can be moved between. */
export interface Exposed {
  readonly deployment: WorkloadManifest;
  readonly service: KubernetesObject;
  /** Of the Service, as its manifest says. */
  readonly selector: Labels;
  /** Written before the Deployment, in order. */
  readonly others: readonly KubernetesObject[];
  /** Autoscalers and budgets, which belong to the copy that has the traffic: written when it has. */
  readonly followers: readonly KubernetesObject[];
}

/** What belongs to the copy that has the traffic. */
export const FOLLOWERS: readonly string[] = ['HorizontalPodAutoscaler', 'PodDisruptionBudget'];

/** @throws {InvalidInput} with everything that stands against moving traffic. */
export function exposedWorkload({ objects, workloads, jobs }: Manifests, strategy: string): Exposed {
  const problems: Problem[] = [];
  const problem = (field: string, value: unknown, message: string) => problems.push({ field, value, message });
  const [deployment] = workloads;
  if (workloads.length !== 1 || deployment?.kind !== 'Deployment')
    problem(
      'manifests',
      workloads.map(nameOf),
      `${strategy} moves traffic between two copies of one Deployment: wanted exactly one and no other workload. Use rolling, or a release for each.`,
    );
  for (const job of jobs)
    problem(
      nameOf(job),
      'no phase',
      `With ${strategy.toLowerCase()} a Job runs before the release: label it sluice.dev/phase: pre-deploy, or use rolling.`,
    );
  const labels = deployment?.spec.template.metadata?.labels ?? {};
  const services = objects.filter((object) => object.kind === 'Service' && leadsTo(object, labels));
  const [service] = services;
  if (services.length !== 1)
    problem(
      'manifests',
      services.map(nameOf),
      `${strategy} moves traffic by one write of one Service: wanted exactly one whose selector matches the pods.`,
    );
  if (problems.length > 0 || deployment === undefined || service === undefined)
    throw new InvalidInput('The manifests', problems);
  const rest = objects.filter((object) => !isWorkload(object) && object !== service);
  return {
    deployment,
    service,
    selector: selectorOf(service),
    others: rest.filter(({ kind }) => !FOLLOWERS.includes(kind)),
    followers: rest.filter(({ kind }) => FOLLOWERS.includes(kind)),
  };
}

export const selectorOf = (service: KubernetesObject | undefined): Labels => labelsAt(service, 'spec', 'selector');

export const hasLabels = (labels: Labels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Whether a selector finds pods with these labels; an empty one finds none, as that of a Service. */
export const finds = (selector: Labels, labels: Labels): boolean =>
  Object.keys(selector).length > 0 && hasLabels(labels, selector);

/** Whether a Service selects pods with these labels. */
export const leadsTo = (service: KubernetesObject, labels: Labels): boolean => finds(selectorOf(service), labels);

export const replicasOf = (object: KubernetesObject | undefined): number | undefined =>
  numberAt(object, 'spec', 'replicas');
