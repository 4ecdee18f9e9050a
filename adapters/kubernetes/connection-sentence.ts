import { assertNever } from '../../domain/brand.ts';
import { inSentences } from '../../domain/sentences.ts';
import type { ConnectionCause } from './connection-cause.ts';

/** The server that was tried, as people know it. */
export interface Place {
  /** `https://host:port`. */
  readonly server: string;
  /** Of the kubeconfig; '' when it has none. */
  readonly context: string;
  /** Whether the kubeconfig brings an authority of its own. */
  readonly hasAuthority: boolean;
}

/** What failed, for which server, and what to do about it.
 *  @param said by the network, TLS or a proxy */
export function connectionSentence(
  cause: ConnectionCause,
  { server, context, hasAuthority }: Place,
  said: string,
): string {
  const where = context === '' ? server : `${server} (context "${context}" of the kubeconfig)`;
  const why = said.trim().replace(/\.$/, '');
  switch (cause) {
    case 'port-refused':
      return inSentences(
        `${where} cannot be reached: the connection is refused (${why})`,
        'Nothing listens there: start the cluster or the tunnel to it, or correct the server in the kubeconfig.',
      );
    case 'host-unknown':
      return inSentences(
        `${where} cannot be reached: its host is not known (${why})`,
        'Correct the server in the kubeconfig, or connect to the network that knows the name.',
      );
    case 'host-unreachable':
      return inSentences(
        `${where} cannot be reached: no way leads to its host (${why})`,
        'Connect to the network that it is in, or correct the server in the kubeconfig.',
      );
    case 'authority-unknown':
      return inSentences(
        `${where} is not trusted: its certificate is not signed by ${hasAuthority ? 'the authority in the kubeconfig' : 'an authority that this machine knows, and the kubeconfig names none'} (${why})`,
        'Get the kubeconfig of this cluster again; it may have been made anew.',
      );
    case 'certificate-expired':
      return inSentences(
        `${where} is not trusted: its certificate has expired (${why})`,
        'Renew the certificate of the API server, or set the clock of this machine.',
      );
    case 'certificate-not-yet-valid':
      return inSentences(
        `${where} is not trusted: its certificate is not valid yet (${why})`,
        'Set the clock of this machine, or that of whoever made the certificate.',
      );
    case 'certificate-of-another-name':
      return inSentences(
        `${where} is not trusted: its certificate is for other names (${why})`,
        'Use one of these names as the server in the kubeconfig, or give one as its tls-server-name.',
      );
    case 'no-tls':
      return inSentences(
        `${where} does not speak TLS on this port (${why})`,
        'Correct the port of the server in the kubeconfig, or write http:// where it is meant to be so.',
      );
    case 'tls-wanted':
      return inSentences(`${where} speaks TLS only`, 'Write https:// in the server of the kubeconfig.');
    case 'client-certificate-refused':
      return inSentences(
        `${where} does not accept the client certificate of the kubeconfig (${why})`,
        'It may have expired, or be of another cluster: get new credentials.',
      );
    case 'certificate-unreadable':
      return inSentences(
        `A certificate or key in the kubeconfig for ${where} cannot be read (${why})`,
        'Get the kubeconfig again.',
      );
    case 'credentials-missing':
      return inSentences(why);
    case 'proxy-refused':
    case 'proxy-unreachable':
    case 'passing':
      return inSentences(`${where} cannot be reached: ${why}`);
    default:
      return assertNever(cause);
  }
}
