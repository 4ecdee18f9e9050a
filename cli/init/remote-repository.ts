/** Hosts of GitHub: by its names, over the port of HTTPS, and by the names that people give it in their settings of ssh. */
const GITHUB = /^(?:(?:www\.|ssh\.)?github\.com|github\.com-[\w.-]+)$/i;

/** `owner/name` of a remote on GitHub; `undefined` for one elsewhere.
 *  @param url as git takes it
 *  @see https://git-scm.com/docs/git-clone#_git_urls */
export function remoteRepository(url: string): string | undefined {
  const [, host = '', path = ''] =
    /^[a-z+]+:\/\/(?:[^@/]*@)?([^:/]+)(?::\d+)?\/(.*)$/i.exec(url) ??
    /^(?:[^@/]*@)?([^:/]+):(?!\/\/)(.*)$/.exec(url) ??
    [];
  const [, found] = /^\/?([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(path) ?? [];
  return GITHUB.test(host) ? found : undefined;
}

/** The remote that people push to: origin, or the only one, or where it was copied from. */
export const mainRemote = (names: readonly string[]): string | undefined =>
  ['origin', 'upstream'].find((name) => names.includes(name)) ?? (names.length === 1 ? names[0] : undefined);
