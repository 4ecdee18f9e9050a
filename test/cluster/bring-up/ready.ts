import { until } from '../machine/until.ts';
import { pauseImage } from '../parts/containerd.ts';
import type { Kubectl } from './kubectl.ts';
import { CLUSTER, type Layout } from './layout.ts';

const POD = 'sluice-ready';

/** Waits until the node is Ready and has run a pod: only that proves image, runtime, network and kubelet together. */
export async function awaitPod(kubectl: Kubectl, layout: Layout, say: (line: string) => void): Promise<void> {
  await until(
    `node ${CLUSTER.node} to register`,
    60,
    async () => (await kubectl('get', 'nodes', '-o', 'name')).includes(CLUSTER.node) || undefined,
  );
  await kubectl('wait', '--for=condition=Ready', `node/${CLUSTER.node}`, '--timeout=90s');
  say('the node is Ready');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: POD, namespace: 'default' },
    spec: { containers: [{ name: 'pause', image: pauseImage(layout) }], terminationGracePeriodSeconds: 0 },
  };
  // The namespace's service account appears a moment after the controllers start; until then pods are refused.
  await until('a pod to be accepted', 60, async () => kubectl.apply([pod]));
  await kubectl('wait', '--for=condition=Ready', `pod/${POD}`, '--timeout=60s').catch(async () => {
    const events = await kubectl('get', 'events', '--field-selector', `involvedObject.name=${POD}`, '--no-headers');
    throw new Error(`Pod ${POD} is not Ready after 60 s. Its events:\n${events}`);
  });
  await kubectl('delete', 'pod', POD, '--wait=false');
  say('a pod ran');
}
