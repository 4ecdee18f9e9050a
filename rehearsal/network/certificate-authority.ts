import 'reflect-metadata';
import { webcrypto } from 'node:crypto';

/** Key and certificate of a TLS server, PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

/** Signs certificates that only one rehearsal trusts. Its key never leaves memory. */
export interface CertificateAuthority {
  /** PEM, for NODE_EXTRA_CA_CERTS and the like. */
  readonly certificate: string;
  /** A certificate for exactly these DNS names or IPv4 addresses. */
  issue(hosts: readonly string[]): Promise<ServerCertificate>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;

const pem = (label: string, der: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? ''
  }\n-----END ${label}-----\n`;

/** Makes a new authority, valid from a day before `now` (clocks differ) to 30 days after. */
export async function certificateAuthority(now = new Date()): Promise<CertificateAuthority> {
  // Imported here, because the library's container looks for the metadata calls while it is loaded.
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const { subtle } = webcrypto;
  const generate = () => subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const validity = {
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + 30 * DAY),
    signingAlgorithm: ALGORITHM,
  };
  const keys = await generate();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: 'CN=Sluice rehearsal',
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  let issued = 1;
  return {
    certificate: root.toString('pem'),
    async issue(hosts) {
      const own = await generate();
      issued += 1;
      const certificate = await x509.X509CertificateGenerator.create({
        ...validity,
        serialNumber: issued.toString(16).padStart(4, '0'),
        subject: `CN=${hosts[0] ?? 'localhost'}`,
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension(
            hosts.map((value) => ({ type: /^[0-9.]+$/.test(value) ? 'ip' : 'dns', value })),
          ),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return {
        key: pem('PRIVATE KEY', await subtle.exportKey('pkcs8', own.privateKey)),
        certificate: certificate.toString('pem'),
      };
    },
  };
}
