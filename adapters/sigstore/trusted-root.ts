import root from './public-good-root.json' with { type: 'json' };

/** Whom to believe: the certificate authority, logs and timestamp authority of Sigstore's public instance, which signs for public
 *  repositories. The text is Sigstore's own, to the byte. Before one of these is replaced, Sigstore publishes the new one beside it; a
 *  signature of one that is not here is refused.
 *  @see https://github.com/sigstore/root-signing/blob/60cf2ce8b2e45d600dc17c4421e8c751e75772be/targets/trusted_root.json (of 2025-09-22, read
 *  2026-11-30; the same as in sigstore-js 7db2666ae5d160489527220276c0ad30cb05d83f, packages/tuf/seeds.json, of 2026-05-26) */
export const PUBLIC_GOOD_ROOT: unknown = root;

/** SHA-256 of that text. */
export const PUBLIC_GOOD_ROOT_DIGEST = 'sha256:6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66';
