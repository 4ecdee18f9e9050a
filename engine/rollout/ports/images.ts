import type { DigestReference } from '../../../domain/image.ts';

/** Where images are, as far as a rollout wants to know. */
export interface Images {
  /** `false` only when the registry says that there are no such bytes. @throws when it cannot be asked. */
  has(reference: DigestReference): Promise<boolean>;
}
