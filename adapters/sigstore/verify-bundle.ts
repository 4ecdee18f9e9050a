import { BUNDLE_V03_MEDIA_TYPE, type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { Signer } from '../../domain/evidence/signature/certificate-extensions.ts';
import { signerOf } from './certificate-signer.ts';

/** A statement and who has verifiably signed it, or why nobody has. */
export type VerifiedBundle =
  | { readonly ok: true; readonly statement: string; readonly signer: Signer }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

/** What a DSSE envelope calls an in-toto statement.
 *  @see https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/envelope.md */
const IN_TOTO = 'application/vnd.in-toto+json';

/** At least one entry of the certificate in a log of certificates, one of the signature in a log of signatures, and one time that one of
 *  them, or an authority for times, has signed. A certificate lives for ten minutes, so it is judged by these times and not by ours. */
const THRESHOLDS = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 } as const;

/** Verifies a bundle without asking anybody. Who has signed is told, not judged. What it is a statement of neither.
 *  @param root the trusted root, as Sigstore publishes it */
export function verifyBundle(bytes: Uint8Array, root: unknown): VerifiedBundle {
  const read = attempt('bundle-malformed', 'It is no bundle', () => enveloped(bytes));
  if (!read.ok) return read;
  const { bundle, statement } = read.value;
  const verified = attempt('signature-invalid', 'The signature does not verify', () => {
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(root)), THRESHOLDS);
    const { identity } = verifier.verify(toSignedEntity(bundle));
    return signerOf(identity?.subjectAlternativeName, identity?.oids ?? []);
  });
  return verified.ok ? { ok: true, statement, signer: verified.value } : verified;
}

/** A bundle of the one form that GitHub's action writes. Its version decides what is verified, and nobody signs it: so no other counts. */
function enveloped(bytes: Uint8Array): { readonly bundle: Bundle; readonly statement: string } {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const bundle = bundleFromJSON(JSON.parse(text.decode(bytes)));
  const { mediaType, content, verificationMaterial } = bundle;
  if (mediaType !== BUNDLE_V03_MEDIA_TYPE)
    throw new Error(`it is ${JSON.stringify(mediaType)}, wanted ${BUNDLE_V03_MEDIA_TYPE}`);
  if (content.$case !== 'dsseEnvelope') throw new Error('it does not hold a statement');
  if (verificationMaterial.content.$case !== 'certificate') throw new Error('it does not hold one certificate');
  const { payloadType, payload } = content.dsseEnvelope;
  if (payloadType !== IN_TOTO) throw new Error(`it holds ${JSON.stringify(payloadType)}, wanted ${IN_TOTO}`);
  return { bundle, statement: text.decode(payload) };
}

/** Whatever goes wrong with bytes of a stranger is a reason to refuse them. */
function attempt<T>(
  code: EvidenceRefusal['code'],
  what: string,
  work: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: EvidenceRefusal } {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, refusal: { code, sentence: `${what}: ${why.slice(0, 200)}.` } };
  }
}
