import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Json, list, text } from './json.ts';

/** How one API server is reached. */
export interface Access {
  readonly server: string;
  readonly ca: Buffer | undefined;
  readonly token: string | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
}

/** Reads the current context of a kubeconfig file.
 *  @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 *  @throws for a user that authenticates in another way than by token or client certificate within the file. */
export function readKubeconfig(path: string): Access {
  const config: Json = parse(readFileSync(path, 'utf8'));
  const named = (group: string, name: string, key: string): Json | undefined =>
    list(config, group)
      .filter((entry) => text(entry, 'name') === name)
      .map((entry) => (entry as Record<string, Json>)[key])
      .at(0);
  const context = named('contexts', text(config, 'current-context'), 'context');
  const cluster = named('clusters', text(context, 'cluster'), 'cluster');
  const user = named('users', text(context, 'user'), 'user');
  const data = (entry: Json | undefined, key: string): Buffer | undefined => {
    const encoded = text(entry, `${key}-data`);
    if (encoded !== '') return Buffer.from(encoded, 'base64');
    const file = text(entry, key);
    return file === '' ? undefined : readFileSync(file);
  };
  const access = {
    server: text(cluster, 'server'),
    ca: data(cluster, 'certificate-authority'),
    token: text(user, 'token') || undefined,
    cert: data(user, 'client-certificate'),
    key: data(user, 'client-key'),
  };
  if (access.server === '')
    throw new Error(
      `${path} has no cluster in its current context ${JSON.stringify(text(config, 'current-context'))}.`,
    );
  if (access.token === undefined && access.cert === undefined)
    throw new Error(`${path} has neither a token nor a client certificate for its user; plugins are not run here.`);
  return access;
}
