import { stringify } from 'yaml';

export interface KubeconfigParts {
  readonly url: string;
  readonly authority: string;
  readonly tokens: ReadonlyMap<string, string>;
  readonly token?: string;
  readonly namespace?: string;
}

/** A kubeconfig file for one user. https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/ */
export const kubeconfig = ({ url, authority, tokens, token, namespace }: KubeconfigParts): string => {
  const [first] = tokens.keys();
  const chosen = token ?? first;
  const user = chosen === undefined ? undefined : tokens.get(chosen);
  if (chosen === undefined || user === undefined)
    throw new Error(
      'No kubeconfig can be written: the API server does not know the token. Pass one of the tokens it was started with.',
    );
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'rehearsal',
        cluster: { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') },
      },
    ],
    users: [{ name: user, user: { token: chosen } }],
    contexts: [
      { name: 'rehearsal', context: { cluster: 'rehearsal', user, ...(namespace === undefined ? {} : { namespace }) } },
    ],
    'current-context': 'rehearsal',
  });
};
