import { alertsOf } from '../read/alerts.ts';
import { found, type ManifestRule } from '../tree.ts';

export const memoryOfEverything: ManifestRule = {
  id: 'memory-of-everything',
  why: 'Container metrics count every pod once more as a whole, under the name ""; where a container has no limit the ratio is by zero. Such an alert fires for nobody, or for the wrong one.',
  example: 'container_memory_usage_bytes / container_spec_memory_limit_bytes > 0.8',
  fix: 'Take container_memory_working_set_bytes{container!=""} by the limits of kube_pod_container_resource_limits, or by container_spec_memory_limit_bytes > 0.',
  source: 'https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md',
  judge: (tree) =>
    alertsOf(tree).flatMap(({ of, path, name, expression }) => {
      if (!/\bcontainer_memory_\w+/.test(expression)) return [];
      const whole = [...expression.matchAll(/\bcontainer_memory_\w+(\{[^}]*\})?/g)].some(
        ([, selector = '']) => !/\bcontainer\s*(?:!=\s*""|=~?\s*"[^"]+")/.test(selector),
      );
      const unbound = /\bcontainer_spec_memory_limit_bytes\b(?:\{[^}]*\}|(?!\{))(?!\s*(?:>|!=)\s*0)/.test(expression);
      const wrong = [
        ...(whole ? ['counts pods as a whole besides their containers'] : []),
        ...(unbound ? ['divides by the limit of containers that have none'] : []),
      ];
      return wrong.length === 0 ? [] : [found(of, path, `of alert "${name}" ${wrong.join(', and ')}`)];
    }),
};
