import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock';
import {
  type CertificateExtension,
  extensionOid,
  type Signer,
} from '../../domain/evidence/signature/certificate-extensions.ts';

const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64');
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();
const REKOR = 'https://rekor.sigstore.dev';
const ALWAYS = { start: '2020-01-01T00:00:00Z' };

/** What else than usual a bundle is made of. */
export interface Signing {
  readonly payloadType?: string;
  /** When the authority and the log of certificates say that it is; left out: an hour from when the instance was made. */
  readonly at?: Date;
  /** When the log of signatures says that it is. */
  readonly loggedAt?: Date;
  /** Whether the certificate is in a log of certificates. */
  readonly sct?: boolean;
  /** Whether an authority for times has signed when it was. */
  readonly timestamped?: boolean;
}

/** An instance of Sigstore of one's own: its certificate authority, logs and timestamp authority, and the root by which they are trusted. */
export class MockSigstore {
  /** A whole second: of a fraction the mock leaves noughts at the end away, as DER wants it, and the verifier takes only three digits.
   *  Later than the certificates of the mock's roots, which begin when they are made. */
  readonly #signsAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
  readonly #keys = { ca: keys(), ctlog: keys(), tlog: keys(), tsa: keys() };
  #ca: Awaited<ReturnType<typeof initializeCA>> | undefined;
  #tsa: Awaited<ReturnType<typeof initializeTSA>> | undefined;

  /** A bundle as GitHub's action writes one, as JSON. */
  async sign(
    statement: string,
    signer: Signer,
    { payloadType = IN_TOTO, at = this.#signsAt, loggedAt = at, sct = true, timestamped = false }: Signing = {},
  ) {
    const ctlog = await initializeCTLog(this.#keys.ctlog, at);
    const ca = await initializeCA(this.#keys.ca, sct ? ctlog : undefined, at);
    const tlog = await initializeTLog(REKOR, this.#keys.tlog, loggedAt);
    this.#ca ??= ca;
    const own = keys();
    const certificate = await ca.issueCertificate({
      publicKey: own.publicKey.export({ format: 'der', type: 'spki' }),
      subjectAltName: signer.subject ?? '',
      extensions: Object.entries(signer.stated).map(([name, value]) => ({
        oid: extensionOid(name as CertificateExtension),
        value,
      })),
    });
    const envelope = `DSSEv1 ${payloadType.length} ${payloadType} ${Buffer.byteLength(statement)} ${statement}`;
    const signed = signBytes('sha256', Buffer.from(envelope), own.privateKey);
    const signature = base64(signed);
    const der = new Uint8Array(certificate.buffer, certificate.byteOffset, certificate.byteLength);
    const entry = await tlog.log(dsseEntry(statement, signature, der));
    return {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: base64(der) },
        tlogEntries: [bundled(Object.values(entry)[0])],
        timestampVerificationData: { rfc3161Timestamps: timestamped ? [await this.#timestamp(signed)] : [] },
      },
      dsseEnvelope: { payload: base64(statement), payloadType, signatures: [{ sig: signature, keyid: '' }] },
    };
  }

  async #authority() {
    this.#tsa ??= await initializeTSA(this.#keys.tsa, this.#signsAt);
    return this.#tsa;
  }

  async #timestamp(signature: Uint8Array): Promise<{ readonly signedTimestamp: string }> {
    const { buffer, byteOffset, byteLength } = await (await this.#authority()).timestamp({
      artifactHash: sha256(signature),
      hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      nonce: 1,
      policyOID: '1.3.6.1.4.1.57264.2',
    });
    return { signedTimestamp: base64(new Uint8Array(buffer, byteOffset, byteLength)) };
  }

  /** The root that trusts this instance and nobody else. */
  async root() {
    this.#ca ??= await initializeCA(this.#keys.ca);
    const { rootCertificate } = this.#ca;
    const tsa = await this.#authority();
    const log = (pair: ReturnType<typeof keys>, baseUrl: string) => {
      const rawBytes = pair.publicKey.export({ format: 'der', type: 'spki' });
      return {
        baseUrl,
        hashAlgorithm: 'SHA2_256',
        publicKey: { rawBytes: base64(rawBytes), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: ALWAYS },
        logId: { keyId: base64(sha256(rawBytes)) },
      };
    };
    const authority = (...certificates: ArrayBufferView[]) => ({
      certChain: {
        certificates: certificates.map(({ buffer, byteOffset, byteLength }) => ({
          rawBytes: base64(new Uint8Array(buffer, byteOffset, byteLength)),
        })),
      },
      validFor: ALWAYS,
    });
    return {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [log(this.#keys.tlog, REKOR)],
      ctlogs: [log(this.#keys.ctlog, 'https://ctfe.sigstore.dev')],
      certificateAuthorities: [authority(rootCertificate)],
      timestampAuthorities: [authority(tsa.intCertificate, tsa.rootCertificate)],
    };
  }
}

export type MockBundle = Awaited<ReturnType<MockSigstore['sign']>>;

const IN_TOTO = 'application/vnd.in-toto+json';

const dsseEntry = (statement: string, signature: string, certificate: Uint8Array) => ({
  kind: 'dsse',
  apiVersion: '0.0.1',
  spec: {
    signatures: [{ signature, verifier: base64(certificate) }],
    payloadHash: { algorithm: 'sha256', value: sha256(statement).toString('hex') },
  },
});

/** What the log answers, as a bundle says it. */
type Logged = Awaited<ReturnType<Awaited<ReturnType<typeof initializeTLog>>['log']>>[string] | undefined;

function bundled(entry: Logged) {
  if (entry?.verification?.inclusionProof === undefined) throw new Error('The log has not answered.');
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: `${entry.logIndex}`,
    logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: `${entry.integratedTime}`,
    inclusionPromise: { signedEntryTimestamp: `${signedEntryTimestamp}` } as
      | { signedEntryTimestamp: string }
      | undefined,
    inclusionProof: {
      logIndex: `${inclusionProof.logIndex}`,
      treeSize: `${inclusionProof.treeSize}`,
      rootHash: Buffer.from(inclusionProof.rootHash, 'hex').toString('base64'),
      hashes: [] as string[],
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: `${entry.body}`,
  };
}
