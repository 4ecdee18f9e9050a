import { type DigestReference, isRepository } from '../image.ts';

/** Where a tier says something of a release: below its own repository of the registry, under the name of the image.
 *  @param tier `host/project/evidence-<tier>` */
export function evidencePlace(tier: string, { repository }: Pick<DigestReference, 'repository'>): string {
  return `${tier}/${repository.slice(repository.lastIndexOf('/') + 1)}`;
}

/** @throws for a text that names no repository of a registry */
export function parseEvidenceRepository(text: string): string {
  if (!isRepository(text)) throw new Error(`"${text}" is no repository of a registry: wanted "host/path".`);
  return text;
}
