import { posix } from 'node:path';

/** Go's `filepath.Match` and Docker's `**`: `*` and `?` stop at slashes, `**` does not. */
export function pathPattern(pattern: string): RegExp {
  const body = pattern.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]*\]|[.+^${}()|\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') ? part : `\\${part}`;
  });
  return new RegExp(`^${body}$`);
}

/** Rules of a `.dockerignore`: patterns are anchored at the root of the context, the last that matches decides, and what lies below
 *  a matching folder matches too.
 *  @see https://docs.docker.com/build/concepts/context/#dockerignore-files */
export function ignoreRules(text: string): (path: string) => boolean {
  const rules = text.split(/\r?\n/).flatMap((raw) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const exception = line.startsWith('!');
    const pattern = posix.normalize(line.slice(exception ? 1 : 0).trim()).replace(/^\/|\/$/g, '');
    return [{ exception, pattern: pathPattern(pattern) }];
  });
  return (path) => {
    const parts = path.split('/');
    const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { exception, pattern } of rules) {
      if (prefixes.some((prefix) => pattern.test(prefix))) ignored = !exception;
    }
    return ignored;
  };
}
