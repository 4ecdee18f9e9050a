import { ignoreRules } from '../../domain/dockerfile/ignore-rules.ts';

/** What a build of the root leaves out where nobody says anything: the history of the repository, which no commit holds, and what GitHub
 *  reads. */
const IGNORED = '.git\n.github\n';

/** What becomes of the history where a service is built from the root of the repository. An image that took it in would not be what its
 *  commit says, so such a build is refused. */
export type IgnoredHistory =
  | { readonly kind: 'fine' }
  | { readonly kind: 'write'; readonly path: string; readonly content: string }
  | { readonly kind: 'add'; readonly path: string };

const PATHS = ['Dockerfile.dockerignore', '.dockerignore'];

/** @param read what stands at a path; `undefined` for nothing */
export function ignoredHistory(
  services: readonly { readonly path: string }[],
  read: (path: string) => string | undefined,
): IgnoredHistory {
  if (!services.some(({ path }) => path === '.')) return { kind: 'fine' };
  const path = PATHS.find((one) => read(one) !== undefined);
  if (path === undefined) return { kind: 'write', path: '.dockerignore', content: IGNORED };
  return ignoreRules(read(path) ?? '')('.git') ? { kind: 'fine' } : { kind: 'add', path };
}
