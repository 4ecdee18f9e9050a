/** What somebody finds who was woken: a service that runs, and one thing of each kind that pages ask for. */
export const tierInTrouble = ({ namespace, service, image }: Trouble): readonly object[] => {
  const labels = { 'app.kubernetes.io/name': service };
  const here = (name: string) => ({ name, namespace, labels });
  return [
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: here('pods'), spec: { hard: { pods: '10' } } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: here('collected'),
      spec: { podSelector: { matchLabels: labels }, ingress: [{ ports: [{ port: 9090 }] }] },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: here('data'),
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: here('killed'),
      type: 'Warning',
      reason: 'OOMKilling',
      message: 'Memory cgroup out of memory',
      involvedObject: { kind: 'Pod', namespace, name: service },
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
      count: 1,
      source: { component: 'kubelet' },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: here(service),
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 1,
            automountServiceAccountToken: false,
            containers: [{ name: 'talks', image, command: ['sh', '-c', 'echo started; sleep 3600'] }],
          },
        },
      },
    },
  ];
};

interface Trouble {
  readonly namespace: string;
  readonly service: string;
  readonly image: string;
}
