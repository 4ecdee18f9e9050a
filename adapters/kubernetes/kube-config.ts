import { delimiter } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';

/** What decides how the API server is reached and who we are; read again when our credentials have expired. */
export interface ClusterAccess {
  readonly kubeConfig: KubeConfig;
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as Node's agents read them. */
  readonly proxy: Readonly<Record<string, string | undefined>>;
}

/** Kubeconfig from `path`, else KUBECONFIG, else ~/.kube/config, else the service account of the pod we run in.
 *  The only place that reads environment variables for the cluster.
 *  @throws a sentence when there is none, or when it names no cluster or user. */
export function clusterAccess(
  path?: string,
  environment: NodeJS.ProcessEnv = process.env,
  context?: string,
): ClusterAccess {
  const kubeConfig = new KubeConfig();
  const files = (path ?? environment['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  try {
    if (files.length === 0) kubeConfig.loadFromDefault();
    const [first, ...others] = files;
    if (first !== undefined) kubeConfig.loadFromFile(first);
    for (const file of others) {
      const more = new KubeConfig();
      more.loadFromFile(file);
      kubeConfig.mergeConfig(more);
    }
  } catch (cause) {
    throw new Error(
      `The kubeconfig ${files.join(', ') || 'at its default place'} cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
  if (context !== undefined) {
    const names = kubeConfig.getContexts().map(({ name }) => name);
    if (!names.includes(context))
      throw new Error(
        `The kubeconfig has no context "${context}"; it has ${names.map((name) => `"${name}"`).join(', ') || 'none'}. Name one of these.`,
      );
    kubeConfig.setCurrentContext(context);
  }
  const cluster = kubeConfig.getCurrentCluster();
  if (cluster === null || cluster.server === 'http://localhost:8080' || kubeConfig.getCurrentUser() === null) {
    throw new Error(
      'There is no access to a cluster: no kubeconfig with a current context was found. Run the step that gets credentials first, or set KUBECONFIG.',
    );
  }
  return { kubeConfig, proxy: proxyOf(cluster.proxyUrl, environment) };
}

/** The namespace of the current context, as kubectl takes it. */
export const namespaceOf = ({ kubeConfig }: ClusterAccess): string =>
  kubeConfig.getContextObject(kubeConfig.getCurrentContext())?.namespace || 'default';

/** A proxy in the kubeconfig wins over the environment, as in kubectl. */
function proxyOf(proxyUrl: string | undefined, environment: NodeJS.ProcessEnv): ClusterAccess['proxy'] {
  if (proxyUrl?.startsWith('socks')) {
    throw new Error(`The kubeconfig names the proxy "${proxyUrl}"; SOCKS is not supported, use an HTTP proxy.`);
  }
  if (proxyUrl) return { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl };
  const either = (name: string) => environment[name] ?? environment[name.toLowerCase()];
  return { HTTPS_PROXY: either('HTTPS_PROXY'), HTTP_PROXY: either('HTTP_PROXY'), NO_PROXY: either('NO_PROXY') };
}
