import { writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { NotRehearsed } from '../workflow/problems.ts';
import { certificateAuthority } from './certificate-authority.ts';
import { type Loopback, listenOnLoopback } from './loopback.ts';
import { startProxy } from './proxy.ts';

/** The internet, as far as a rehearsal has one: a few hosts served from this machine under certificates of its own. */
export interface Network {
  /** What a job needs so that its clients come here: proxy and authority. Nothing in generated files knows about it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Certificate of the authority, PEM. */
  readonly authority: string;
  /** The same as a file. */
  readonly certificateFile: string;
  /** Hosts that something wanted to reach and that nobody serves here. */
  readonly refusals: readonly string[];
  /** Serves these host names over TLS at port 443, as clients see it. @param upgrade for clients that want another protocol; they are
   *  cut off, where nothing is said. @returns the port on 127.0.0.1. */
  serve(
    hosts: readonly string[],
    listener: RequestListener,
    upgrade?: (request: IncomingMessage, client: Duplex, head: Buffer) => void,
  ): Promise<number>;
  close(): Promise<void>;
}

/** Starts the proxy and makes an authority; `folder` gets the authority's certificate. */
export async function startNetwork({
  folder,
  log,
  refuse,
}: {
  readonly folder: string;
  readonly log: (sentence: string) => void;
  /** Ends the rehearsal: what the host would have answered is not known here. */
  readonly refuse: (error: NotRehearsed) => void;
}): Promise<Network> {
  const authority = await certificateAuthority();
  const certificateFile = join(folder, 'rehearsal-authority.pem');
  await writeFile(certificateFile, authority.certificate);
  const proxy = await startProxy(log, refuse);
  const servers: Loopback[] = [];
  const direct = '127.0.0.1,localhost';
  return {
    authority: authority.certificate,
    certificateFile,
    refusals: proxy.refusals,
    environment: {
      HTTPS_PROXY: proxy.url,
      https_proxy: proxy.url,
      HTTP_PROXY: proxy.url,
      http_proxy: proxy.url,
      NO_PROXY: direct,
      no_proxy: direct,
      NODE_EXTRA_CA_CERTS: certificateFile,
      SSL_CERT_FILE: certificateFile,
    },
    async serve(hosts, listener, upgrade) {
      const { key, certificate } = await authority.issue(hosts);
      const server = createServer({ key, cert: certificate }, listener);
      if (upgrade !== undefined) server.on('upgrade', upgrade);
      const loopback = await listenOnLoopback(server);
      servers.push(loopback);
      for (const host of hosts) proxy.route(`${host}:443`, server);
      return loopback.port;
    },
    async close() {
      await Promise.all([proxy, ...servers].map((server) => server.close()));
    },
  };
}
