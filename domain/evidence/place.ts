import type { DigestReference } from '../image.ts';

/** Where a tier says something of a release: below its own repository of the registry, under the name of the image.
 *  @param tier `host/project/evidence-<tier>` */
export function evidencePlace(tier: string, { repository }: Pick<DigestReference, 'repository'>): string {
  return `${tier}/${repository.slice(repository.lastIndexOf('/') + 1)}`;
}
