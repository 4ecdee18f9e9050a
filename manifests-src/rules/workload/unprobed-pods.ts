import { containersOf, isServing } from '../read/pods.ts';
import { allServed } from '../read/selectors.ts';
import { found, type ManifestRule } from '../tree.ts';

export const unprobedPods: ManifestRule = {
  id: 'unprobed-pods',
  why: 'Without a readinessProbe a pod gets requests as soon as its process runs, and a rollout is over before anything answers. Without a livenessProbe one that hangs stays. Without a startupProbe a slow start is taken for a hang.',
  example: 'Deployment behind a Service, whose container has no readinessProbe',
  fix: 'Give the container that serves a startupProbe, a readinessProbe and a livenessProbe.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  judge: (tree) => {
    return allServed(tree)
      .filter(isServing)
      .flatMap((pods) => containersOf(pods).slice(0, 1))
      .flatMap(({ pods, path, fields }) => {
        const wanted = tree.isProduction ? ['readinessProbe', 'livenessProbe', 'startupProbe'] : ['readinessProbe'];
        const missing = wanted.filter((probe) => fields[probe] === undefined);
        return missing.length === 0 ? [] : [found(pods.of, path, `has no ${missing.join(', no ')}`)];
      });
  },
};
