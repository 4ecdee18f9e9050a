import { createHash } from 'node:crypto';
import type { Brand } from './brand.ts';

/** `sha256:<64 hex>`: the identity of bytes in a registry, and the only thing that is deployed, approved or promoted.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests */
export type Digest = Brand<string, 'Digest'>;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** @throws when the text is no sha256 digest; other algorithms are refused, because no registry we speak to issues them. */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new Error(`"${text}" is not a digest: wanted "sha256:" and 64 lower-case hex characters.`);
  return text;
}

export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
}

/** The first twelve hex characters, for people; never for comparing. */
export function shortDigest(digest: Digest): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}
