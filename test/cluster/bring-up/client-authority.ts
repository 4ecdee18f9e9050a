import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';

/** PEM texts. */
export interface KeyPair {
  readonly key: string;
  readonly certificate: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;

/** A key pair whose certificate says who its holder is: the user's name is its common name. openssl cannot make it, which takes 64
 *  characters of a name at most; neither Kubernetes nor X.509 in practice does.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates */
export async function clientKeyPair(authority: KeyPair, user: string, now = new Date()): Promise<KeyPair> {
  // Imported here, because the library's container looks for the metadata calls while it is loaded.
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const { subtle } = webcrypto;
  const der = createPrivateKey(authority.key).export({ type: 'pkcs8', format: 'der' });
  const signingKey = await subtle.importKey('pkcs8', Uint8Array.from(der), ALGORITHM, false, ['sign']);
  const own = await subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + DAY),
    signingAlgorithm: ALGORITHM,
    subject: new x509.Name([{ CN: [{ utf8String: user }] }]),
    // As it is encoded there: Go compares the bytes.
    issuer: new x509.X509Certificate(authority.certificate).subjectName,
    publicKey: own.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
    ],
  });
  const pkcs8 = Buffer.from(await subtle.exportKey('pkcs8', own.privateKey));
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    certificate: certificate.toString('pem'),
  };
}
