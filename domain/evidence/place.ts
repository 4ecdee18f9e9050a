import { type DigestReference, isRepository } from '../image.ts';

/** Where a tier says something of a release: below its own repository of the registry, or in its namespace, under the name of the image.
 *  @param tier `host/project/evidence-<tier>`, or what `namespacePlace` or `signedPlace` gives */
export function evidencePlace(tier: string, { repository }: Pick<DigestReference, 'repository'>): string {
  return `${tier}/${repository.slice(repository.lastIndexOf('/') + 1)}`;
}

const NAMESPACE = 'namespace:';

/** The place of a tier that says it in its own cluster. A registry's host has no such form. */
export const namespacePlace = (namespace: string): string => `${NAMESPACE}${namespace}`;

/** Where in a cluster a place is; `undefined` for one in a registry. */
export function inCluster(place: string): { readonly namespace: string; readonly image: string } | undefined {
  const [, namespace, image = ''] = /^namespace:([^/]+)(?:\/(.+))?$/.exec(place) ?? [];
  return namespace === undefined ? undefined : { namespace, image };
}

const SIGNED = 'signed:';

/** The place of a tier whose yes must be signed: a repository of the registry where others may write, too.
 *  @param owner GitHub's number of who owns the repository of the workflows that sign */
export const signedPlace = (owner: string, repository: string): string => `${SIGNED}${owner}/${repository}`;

/** Where signed statements are, and whose workflows may have signed them; `undefined` for another place. */
export function signedIn(place: string): { readonly owner: number; readonly repository: string } | undefined {
  const [, owner, repository = ''] = /^signed:([1-9]\d{0,14})\/(.+)$/.exec(place) ?? [];
  return owner === undefined ? undefined : { owner: Number(owner), repository };
}

/** The ConfigMap that holds what a tier says of the releases of one image. */
export const evidenceObject = (image: string): string => `sluice-evidence-${image}`;

/** Whether a text is a place of a tier's evidence. */
export const isEvidencePlace = (text: string): boolean =>
  text.startsWith(SIGNED)
    ? isRepository(signedIn(text)?.repository ?? '')
    : isRepository(text) || /^namespace:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
