import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kubectl } from '../bring-up/kubectl.ts';
import type { ImageBuilder } from '../image-builder.ts';
import { buildSource } from '../images/scenario-images.ts';
import { until } from '../machine/until.ts';
import type { Pod } from './reach.ts';

/** System namespaces are there before and after. */
const KEPT = 'kube-system';

/** Pods that answer and ask, for the time of `work`, which gets the address of each. Their namespaces come and go with them. */
export async function withPods<T>(
  pods: Readonly<Record<string, Pod>>,
  kubectl: Kubectl,
  builder: ImageBuilder,
  work: (addresses: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  const image = await peerImage(builder);
  const all = Object.entries(pods);
  const namespaces = [...new Set(all.map(([, { namespace }]) => namespace))].filter((name) => name !== KEPT);
  const remove = async (wait: boolean): Promise<void> => {
    const rest = ['--ignore-not-found', `--wait=${wait}`];
    await kubectl('delete', 'namespace', ...namespaces, ...rest);
    for (const [, { namespace, name }] of all)
      if (namespace === KEPT) await kubectl('delete', 'pod', name, '--namespace', namespace, '--now', ...rest);
  };
  // An attempt that was killed leaves them behind.
  await remove(true);
  try {
    await kubectl.apply(namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
    for (const name of namespaces) await hasAccount(kubectl, name);
    await kubectl.apply(all.map(([, pod]) => podObject(pod, image)));
    const addresses = await Promise.all(
      all.map(async ([place, pod]): Promise<[string, string]> => [place, await addressOf(kubectl, pod)]),
    );
    return await work(new Map(addresses));
  } finally {
    await remove(false);
  }
}

async function peerImage(builder: ImageBuilder): Promise<string> {
  const peer = await readFile(join(import.meta.dirname, '../images/peer/peer.ts'), 'utf8');
  return await buildSource(builder, 'scenario/peer', {
    from: 'docker.io/library/node:24-slim',
    lines: ['COPY peer.ts /peer.ts', 'ENTRYPOINT ["node", "/peer.ts", "serve"]'],
    files: { 'peer.ts': peer },
  });
}

/** A namespace takes no pods before its controller has made the account they run as. */
const hasAccount = (kubectl: Kubectl, namespace: string): Promise<true> =>
  until(`the service account of namespace ${namespace}`, 30, async () => {
    const found = await kubectl('get', 'serviceaccount', 'default', '--namespace', namespace, '--ignore-not-found');
    return found === '' ? undefined : true;
  });

const podObject = ({ namespace, name, labels, serves }: Pod, image: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    containers: [{ name: 'peer', image, args: [...serves, 'http:8099'], readinessProbe: READY }],
  },
});

const READY = { httpGet: { path: '/', port: 8099 }, periodSeconds: 1 } as const;

async function addressOf(kubectl: Kubectl, { namespace, name }: Pod): Promise<string> {
  await kubectl('wait', `pod/${name}`, '--namespace', namespace, '--for=condition=Ready', '--timeout=90s');
  return await kubectl('get', 'pod', name, '--namespace', namespace, '--output=jsonpath={.status.podIP}');
}
