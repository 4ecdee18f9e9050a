import { alertsOf } from '../read/alerts.ts';
import { found, type ManifestRule } from '../tree.ts';

export const diskOfNodes: ManifestRule = {
  id: 'disk-of-nodes',
  why: 'The metrics of nodes come from an exporter that Autopilot does not admit: an alert on them has no data, and never fires.',
  example: 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.15, on Autopilot',
  fix: 'Watch volumes by kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes, and the ephemeral storage of pods.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/kube-state-metrics',
  judge: (tree) =>
    tree.platform === 'standard'
      ? []
      : alertsOf(tree).flatMap(({ of, path, name, expression }) => {
          const [metric] = /\bnode_\w+/.exec(expression) ?? [];
          return metric === undefined
            ? []
            : [found(of, path, `of alert "${name}" asks for ${metric}, which nothing measures on Autopilot`)];
        }),
};
