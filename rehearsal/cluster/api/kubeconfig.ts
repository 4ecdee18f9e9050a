import { stringify } from 'yaml';

export interface KubeconfigParts {
  readonly url: string;
  readonly authority: string;
  readonly token: string;
  /** The name behind the token. */
  readonly user: string;
  readonly namespace?: string;
}

/** A kubeconfig file for one user. https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/ */
export const kubeconfig = ({ url, authority, token, user, namespace }: KubeconfigParts): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'rehearsal',
        cluster: { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') },
      },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [
      { name: 'rehearsal', context: { cluster: 'rehearsal', user, ...(namespace === undefined ? {} : { namespace }) } },
    ],
    'current-context': 'rehearsal',
  });
