import {
  CERTIFICATE_EXTENSIONS,
  type CertificateExtension,
  extensionOid,
  type Signer,
} from '../../domain/evidence/signature/certificate-extensions.ts';

/** An extension of a certificate: its number in parts, and its value as it stands there. */
export interface StatedExtension {
  readonly oid?: { readonly id: readonly number[] } | undefined;
  readonly value: Uint8Array;
}

const UTF8_STRING = 0x0c;
/** A length that is told by an end, which DER has not. */
const OPEN = 0x80;

/** Who has signed, by what the certificate says. @throws where an extension is stated twice, or is no text: then readers could differ */
export function signerOf(subject: string | undefined, extensions: readonly StatedExtension[]): Signer {
  const stated = (Object.keys(CERTIFICATE_EXTENSIONS) as CertificateExtension[]).flatMap((name) => {
    const oid = extensionOid(name);
    const [first, ...others] = extensions.filter((each) => each.oid?.id.join('.') === oid);
    if (others.length > 0) throw new Error(`extension ${oid} is stated twice`);
    return first === undefined ? [] : [[name, textOf(first.value, oid)] as const];
  });
  return { subject, stated: Object.fromEntries(stated) };
}

/** The text of a UTF8String in DER: a tag, the length in one byte or in as many as the first one says, and no byte too many.
 *  @see https://www.itu.int/rec/T-REC-X.690-202102-I/en, 8.1.3 and 8.23 */
function textOf(der: Uint8Array, oid: string): string {
  const [tag, first = OPEN] = der;
  const more = first < 0x80 ? 0 : first - 0x80;
  const length = more === 0 ? first : der.slice(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  if (tag !== UTF8_STRING || first === OPEN || more > 2 || der.length !== 2 + more + length)
    throw new Error(`extension ${oid} is no text`);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(der.slice(2 + more));
}
