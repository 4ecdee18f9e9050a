import { containersOf, type PodContainer } from '../../../domain/verdict/containers.ts';
import type { Pod } from '../../../domain/verdict/kubernetes.ts';
import type { Observation } from '../../../domain/verdict/observation.ts';
import type { Failed } from '../../../domain/verdict/verdict.ts';

/** A place in the manifests that somebody would change. */
export type ManifestField =
  /** `Deployment/api.spec.template.spec.containers[name=api].image`. */
  | { readonly kind: 'path'; readonly path: string }
  /** Where the object, `Deployment/api`, names another one: a ConfigMap, a key. */
  | { readonly kind: 'mention'; readonly of: string; readonly by: string };

/** The field that gave rise to a failure, where one did: an image that does not exist, not a process that crashes. */
export function causeField({ subject }: Observation, verdict: Failed, pods: readonly Pod[]): ManifestField | undefined {
  const object = `${subject.kind}/${subject.name}`;
  const hit = pods.filter(({ metadata }) => verdict.pods.includes(metadata.name));
  const container = hit.flatMap(containersOf).find(isStuck);
  const path = (field: string): ManifestField | undefined =>
    container === undefined ? undefined : { kind: 'path', path: `${object}.${containerPath(container)}${field}` };
  switch (verdict.class) {
    case 'invalid-image':
    case 'image-not-found':
    case 'image-denied':
      return path('.image');
    case 'container-create':
      return path('.command');
    case 'oom':
      return path('.resources.limits.memory');
    case 'flapping':
    case 'never-ready':
      return path('.readinessProbe');
    case 'liveness-kill':
      return path('.livenessProbe');
    case 'config-missing': {
      const missing = missingName(verdict.sentence);
      return missing === undefined ? path('') : { kind: 'mention', of: missing, by: object };
    }
    case 'unschedulable':
      return {
        kind: 'path',
        path: `${object}.spec.template.spec${/affinity|selector/i.test(verdict.sentence) ? '.nodeSelector' : ''}`,
      };
    default:
      return undefined;
  }
}

const isStuck = ({ status, role }: PodContainer): boolean =>
  !status.ready && !(role === 'init' && status.state?.terminated?.exitCode === 0);

/** By name: admission may have put other containers in front. */
const containerPath = ({ pod, spec }: PodContainer): string =>
  `spec.template.spec.${pod.spec.initContainers?.some(({ name }) => name === spec.name) ? 'initContainers' : 'containers'}[name=${spec.name}]`;

/** What the kubelet misses, in its words. @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/kubelet_pods.go */
const missingName = (text: string): string | undefined =>
  (/couldn't find key (\S+) in/i.exec(text) ?? /(?:configmap|secret)s? "([^"]+)" not found/i.exec(text))?.[1];
