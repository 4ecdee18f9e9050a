import type { Tier } from '../../../domain/tier.ts';

/** What a build is of. */
export interface Built {
  readonly trust: Tier['trust'];
  /** Services whose content has no image there yet; the others' is used again. */
  readonly isNew: readonly string[];
  /** Services whose tests have passed on the same files, on this branch or the default one; none where nothing is said. */
  readonly passed?: readonly string[];
  /** What the look pinned of the images that a Dockerfile names; nothing where it names only its base. */
  readonly pins?: string;
}
