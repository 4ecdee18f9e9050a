import { readFileSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { KubeConfig, loadYaml, type User } from '@kubernetes/client-node';
import { messageOf } from '../../domain/error-message.ts';
import type { ExecPlugin } from './exec-plugin.ts';
import type { OidcSettings } from './oidc.ts';
import { environmentProxy, type ProxySettings, proxyFor, withoutPassword } from './proxy.ts';

/** What decides how the API server is reached and who we are; read again when our credentials have expired. */
export interface ClusterAccess {
  /** Without a plugin, which the library would run once for every request, and without OIDC, which it cannot refresh. */
  readonly kubeConfig: KubeConfig;
  readonly plugin?: ExecPlugin;
  readonly oidc?: OidcSettings;
  readonly proxy: ProxySettings;
}

/** Kubeconfig from `path`, else KUBECONFIG, else ~/.kube/config, else the service account of the pod we run in.
 *  The only place that reads environment variables for the cluster.
 *  @throws a sentence when there is none, or when it names no cluster or user. */
export function clusterAccess(
  path?: string,
  environment: NodeJS.ProcessEnv = process.env,
  context?: string,
): ClusterAccess {
  const files = (path ?? environment['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const kubeConfig = read(files);
  if (context !== undefined) choose(kubeConfig, context);
  const cluster = kubeConfig.getCurrentCluster();
  const user = kubeConfig.getCurrentUser();
  if (cluster === null || cluster.server === 'http://localhost:8080' || user === null) {
    throw new Error(
      'There is no access to a cluster: no kubeconfig with a current context was found. Run the step that gets credentials first, or set KUBECONFIG.',
    );
  }
  const plugin: ExecPlugin | undefined = user.exec ?? user.authProvider?.config?.exec;
  const access = { kubeConfig, proxy: proxyOf(cluster.proxyUrl, environment) };
  proxyFor(serverUrl(cluster), access.proxy);
  const oidc: OidcSettings | undefined = user.authProvider?.name === 'oidc' ? user.authProvider.config : undefined;
  if (!plugin && oidc === undefined) return access;
  kubeConfig.users = kubeConfig.users.map((other) => (other.name === user.name ? withoutProvider(other) : other));
  return plugin ? { ...access, plugin } : { ...access, ...(oidc === undefined ? {} : { oidc }) };
}

/** @throws a sentence for what is no address of a server: without a scheme, with an unfilled placeholder … */
function serverUrl({ name, server }: { readonly name: string; readonly server: string }): URL {
  const url = URL.parse(server);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw new Error(
      `The server of cluster "${name}" in the kubeconfig is "${withoutPassword(server)}"; wanted https://host:port. Correct it, or get the kubeconfig again.`,
    );
  return url;
}

function choose(kubeConfig: KubeConfig, context: string): void {
  const names = kubeConfig.getContexts().map(({ name }) => name);
  if (!names.includes(context))
    throw new Error(
      `The kubeconfig has no context "${context}"; it has ${names.map((name) => `"${name}"`).join(', ') || 'none'}. Name one of these.`,
    );
  kubeConfig.setCurrentContext(context);
}

function read(files: readonly string[]): KubeConfig {
  const kubeConfig = new KubeConfig();
  try {
    if (files.length === 0) kubeConfig.loadFromDefault();
    const [first, ...others] = files;
    if (first !== undefined) load(kubeConfig, first);
    for (const file of others) {
      const more = new KubeConfig();
      load(more, file);
      kubeConfig.mergeConfig(more);
    }
    return kubeConfig;
  } catch (cause) {
    throw new Error(
      `The kubeconfig ${files.join(', ') || 'at its default place'} cannot be read: ${messageOf(cause)}`,
      { cause },
    );
  }
}

/** The library knows `token-file`, which nobody writes; `tokenFile`, which kubectl reads, it drops.
 *  @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo */
function load(kubeConfig: KubeConfig, file: string): void {
  kubeConfig.loadFromFile(file);
  const { users } = loadYaml<{ readonly users?: readonly NamedUser[] }>(readFileSync(file, 'utf8'));
  const tokenFiles = new Map((users ?? []).map(({ name, user }) => [name, user?.tokenFile]));
  kubeConfig.users = kubeConfig.users.map((user) => {
    const tokenFile = tokenFiles.get(user.name);
    if (tokenFile === undefined || tokenFile === '') return user;
    const { token: _, ...rest } = user;
    return { ...rest, authProvider: { name: 'tokenFile', config: { tokenFile: resolve(dirname(file), tokenFile) } } };
  });
}
interface NamedUser {
  readonly name: string;
  readonly user?: { readonly tokenFile?: string } | null;
}

const withoutProvider = ({ exec: _, authProvider: __, ...user }: User): User => user;

/** The namespace of the current context, as kubectl takes it. */
export const namespaceOf = ({ kubeConfig }: ClusterAccess): string =>
  kubeConfig.getContextObject(kubeConfig.getCurrentContext())?.namespace || 'default';

/** A proxy in the kubeconfig wins over the environment and NO_PROXY, as in kubectl. */
function proxyOf(proxyUrl: string | undefined, environment: NodeJS.ProcessEnv): ProxySettings {
  if (proxyUrl) return { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, always: true };
  return environmentProxy(environment);
}
