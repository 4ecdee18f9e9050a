import { ignoreRules } from '../../domain/dockerfile/ignore-rules.ts';
import { contextOf, dockerfileOf } from '../../domain/service.ts';
import type { FoundService } from './services-in.ts';

/** What a build of the root leaves out where nobody says anything: the history of the repository, which no commit holds, and what GitHub
 *  reads. */
const IGNORED = '.git\n.github\n';

/** What becomes of the history where a service is built from the root of the repository. An image that took it in would not be what its
 *  commit says, so such a build is refused. */
export type IgnoredHistory =
  | { readonly kind: 'write'; readonly path: string; readonly content: string }
  | { readonly kind: 'add'; readonly path: string };

/** @param read what stands at a path; `undefined` for nothing
 *  @returns nothing where all is well */
export function ignoredHistory(
  services: readonly Pick<FoundService, 'path' | 'dockerfile' | 'context'>[],
  read: (path: string) => string | undefined,
): readonly IgnoredHistory[] {
  const lacking = services
    .filter((service) => contextOf(service) === '.')
    .flatMap((service) => {
      // The first of the two that is there decides, as it does for docker.
      const path = [`${dockerfileOf(service)}.dockerignore`, '.dockerignore'].find((one) => read(one) !== undefined);
      return path !== undefined && ignoreRules(read(path) ?? '')('.git') ? [] : [path];
    });
  return [...new Set(lacking)].map((path) =>
    path === undefined ? { kind: 'write', path: '.dockerignore', content: IGNORED } : { kind: 'add', path },
  );
}
