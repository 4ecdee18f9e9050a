/** Why there is no answer, as far as it decides whether to try again and what a person can do. */
export type ConnectionCause =
  | 'port-refused'
  | 'host-unknown'
  | 'host-unreachable'
  | 'authority-unknown'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-of-another-name'
  | 'no-tls'
  | 'tls-wanted'
  | 'client-certificate-refused'
  | 'certificate-unreadable'
  | 'proxy-refused'
  | 'proxy-unreachable'
  | 'credentials-missing'
  | 'passing';

/** When a cause is the last word: at once; at once unless this server has answered before (then it restarts, or a network is down for a
 *  moment); or never before the patience is over. */
type Lasting = 'at-once' | 'at-start' | 'never';

const LASTING: Readonly<Record<ConnectionCause, Lasting>> = {
  'port-refused': 'at-start',
  'host-unknown': 'at-start',
  'host-unreachable': 'at-start',
  'authority-unknown': 'at-once',
  'certificate-expired': 'at-once',
  'certificate-not-yet-valid': 'at-once',
  'certificate-of-another-name': 'at-once',
  'no-tls': 'at-once',
  'tls-wanted': 'at-once',
  'client-certificate-refused': 'at-once',
  'certificate-unreadable': 'at-once',
  'proxy-refused': 'at-once',
  'proxy-unreachable': 'at-start',
  'credentials-missing': 'at-start',
  passing: 'never',
};

/** A server that is just starting refuses for a moment; who tries twice within a second or two knows. */
const TRIES_AT_START: Readonly<Partial<Record<ConnectionCause, number>>> = {
  'port-refused': 2,
  'host-unreachable': 2,
  'proxy-unreachable': 2,
};

/** Whether trying again is of no use.
 *  @param tries that have ended with it
 *  @param met whether this server has answered anything before */
export function isLasting(cause: ConnectionCause, tries: number, met: boolean): boolean {
  switch (LASTING[cause]) {
    case 'at-once':
      return true;
    case 'at-start':
      return !met && tries >= (TRIES_AT_START[cause] ?? 1);
    case 'never':
      return false;
  }
}

/** What it looks like from a server that has answered before: it restarts, and nobody has to correct anything. */
export const causeOnceMet = (cause: ConnectionCause): ConnectionCause =>
  LASTING[cause] === 'at-start' ? 'passing' : cause;

/** Codes of Node and OpenSSL. What is not here passes: ECONNRESET, ETIMEDOUT, EPIPE, EAI_AGAIN (the name server gave no answer) …
 *  @see https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
 *  @see https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors */
const CAUSES: Readonly<Record<string, ConnectionCause>> = {
  ECONNREFUSED: 'port-refused',
  EADDRNOTAVAIL: 'port-refused',
  ENOTFOUND: 'host-unknown',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'authority-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'authority-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'authority-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'authority-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'authority-unknown',
  CERT_SIGNATURE_FAILURE: 'authority-unknown',
  CERT_UNTRUSTED: 'authority-unknown',
  CERT_REJECTED: 'authority-unknown',
  CERT_CHAIN_TOO_LONG: 'authority-unknown',
  INVALID_CA: 'authority-unknown',
  INVALID_PURPOSE: 'authority-unknown',
  PATH_LENGTH_EXCEEDED: 'authority-unknown',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-of-another-name',
  HOSTNAME_MISMATCH: 'certificate-of-another-name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  ERR_SSL_HTTP_REQUEST: 'no-tls',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'client-certificate-refused',
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: 'client-certificate-refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: 'client-certificate-refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'client-certificate-refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'client-certificate-refused',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'client-certificate-refused',
  ERR_SSL_TLSV1_ALERT_ACCESS_DENIED: 'client-certificate-refused',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'client-certificate-refused',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'certificate-unreadable',
  ERR_SSL_KEY_VALUES_MISMATCH: 'certificate-unreadable',
};

/** Files that OpenSSL cannot read have many codes: of PEM, of ASN.1, of decoders. */
const UNREADABLE = /^ERR_OSSL_(PEM|ASN1|EVP|DECODER|UNSUPPORTED)/;

/** A proxy in between said no; what it says does not change by asking again. */
export class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';
}

/** The proxy itself is not there. */
export class ProxyUnreachable extends Error {
  override readonly name = 'ProxyUnreachable';
}

/** The cause of a connection that was not made or that broke, by the codes in its chain of causes. */
export function causeOf(error: unknown): ConnectionCause {
  for (const each of chain(error)) {
    if (each instanceof ProxyRefused) return 'proxy-refused';
    if (each instanceof ProxyUnreachable) return causeOf(each.cause) === 'passing' ? 'passing' : 'proxy-unreachable';
    const code = codeOf(each);
    const known = UNREADABLE.test(code) ? 'certificate-unreadable' : CAUSES[code];
    if (known !== undefined) return known;
  }
  return 'passing';
}

/** Whether a program or a file that the kubeconfig names is not there: it will not come. */
export const isMissing = (error: unknown): boolean =>
  chain(error).some((each) => ['ENOENT', 'EACCES'].includes(codeOf(each)));

const codeOf = (error: object): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** An error and what it came from. Of a host with several addresses, none of which answers, the last one counts. */
function chain(error: unknown): readonly object[] {
  if (typeof error !== 'object' || error === null) return [];
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors.at(-1) : causeIn(error);
  return [error, ...chain(inner)];
}

const causeIn = (error: object): unknown => ('cause' in error ? error.cause : undefined);
