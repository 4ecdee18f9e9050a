import { PUBLIC_GOOD_ROOT } from './trusted-root.ts';
import { type VerifiedBundle, verifyBundle } from './verify-bundle.ts';

/** Verifies a bundle by the root of Sigstore's public instance. */
export const verify = (bytes: Uint8Array): VerifiedBundle => verifyBundle(bytes, PUBLIC_GOOD_ROOT);
