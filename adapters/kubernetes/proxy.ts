import { BlockList, isIP } from 'node:net';

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY as the environment has them, or `proxy-url` of the kubeconfig as both. */
export interface ProxySettings {
  readonly HTTPS_PROXY?: string | undefined;
  readonly HTTP_PROXY?: string | undefined;
  readonly NO_PROXY?: string | undefined;
  /** `proxy-url` is used for every server, loopback too. */
  readonly always?: true;
}

/** Upper case wins, as in Go. */
export function environmentProxy(environment: NodeJS.ProcessEnv): ProxySettings {
  const either = (name: string) => environment[name] ?? environment[name.toLowerCase()];
  return { HTTPS_PROXY: either('HTTPS_PROXY'), HTTP_PROXY: either('HTTP_PROXY'), NO_PROXY: either('NO_PROXY') };
}

/** The proxy for a server, by the rules of Go's `httpproxy`, so that what kubectl reaches is reached the same way.
 *  They differ from those of Node 24's agents: a domain covers its subdomains (Node: only with a leading dot or `*.`), ranges
 *  are CIDR (Node: `from-to`), and localhost and loopback addresses never use a proxy (Node: they do). Alike are `*`, exact
 *  hosts and `host:port`.
 *  @throws a sentence when the proxy is no HTTP proxy.
 *  @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 *  @see https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support */
export function proxyFor(server: URL, settings: ProxySettings): URL | undefined {
  const named = server.protocol === 'http:' ? settings.HTTP_PROXY : settings.HTTPS_PROXY;
  if (named === undefined || named === '') return undefined;
  if (settings.always !== true && !usesProxy(server, settings.NO_PROXY ?? '')) return undefined;
  const text = named.includes('://') ? named : `http://${named}`;
  if (text.startsWith('socks'))
    throw new Error(
      `The proxy "${withoutPassword(text)}" is a SOCKS proxy, which is not supported; use an HTTP proxy.`,
    );
  const proxy = URL.parse(text);
  if (proxy === null || !/^https?:$/.test(proxy.protocol))
    throw new Error(`"${withoutPassword(text)}" is no proxy; wanted http://host:port.`);
  return proxy;
}

function usesProxy(server: URL, noProxy: string): boolean {
  const host = server.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const port = server.port || (server.protocol === 'http:' ? '80' : '443');
  if (host === 'localhost' || LOOPBACK.check(host, familyOf(host))) return false;
  return !noProxy.split(',').some((entry) => covers(entry.trim().toLowerCase(), host, port));
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

const familyOf = (host: string): 'ipv4' | 'ipv6' => (isIP(host) === 6 ? 'ipv6' : 'ipv4');

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  const [network = '', bits] = entry.split('/');
  if (bits !== undefined) return isIP(network) > 0 && isIP(host) > 0 && inNetwork(network, Number(bits), host);
  const [, name = entry, onlyPort] = /^(\[[^\]]+\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '');
  if (isIP(bare) > 0) return isIP(host) === isIP(bare) && inNetwork(bare, isIP(bare) === 6 ? 128 : 32, host);
  const domain = bare.replace(/^\*\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function inNetwork(network: string, bits: number, host: string): boolean {
  if (isIP(network) !== isIP(host) || !Number.isInteger(bits) || bits < 0 || bits > (isIP(network) === 6 ? 128 : 32))
    return false;
  const list = new BlockList();
  list.addSubnet(network, bits, familyOf(network));
  return list.check(host, familyOf(host));
}

/** A URL for messages. */
export const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//***@');
