import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { LayerEntry } from '../registry/layer-archive.ts';

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

/** Everything below the context that a build may copy, by path. Modes are git's two, because a checkout's umask must not change an
 *  image; owners and times are dropped. */
export function readContext(directory: string, dockerfile: string): ReadonlyMap<string, LayerEntry> {
  const text = readIfThere(`${dockerfile}.dockerignore`) ?? readIfThere(join(directory, '.dockerignore')) ?? '';
  const ignored = ignoreRules(text);
  const exceptions = /^\s*!/m.test(text);
  const entries = new Map<string, LayerEntry>();
  const walk = (folder: string): void => {
    const children = readdirSync(join(directory, folder), { withFileTypes: true });
    for (const child of children.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = posix.join(folder, child.name);
      const file = join(directory, path);
      if (child.isDirectory()) {
        if (!ignored(path)) entries.set(path, { kind: 'directory', path });
        // Only an exception could bring back something below an ignored folder.
        if (!ignored(path) || exceptions) walk(path);
      } else if (ignored(path)) {
      } else if (child.isSymbolicLink()) {
        entries.set(path, { kind: 'link', path, target: readlinkSync(file) });
      } else if (child.isFile()) {
        const mode = (statSync(file).mode & 0o111) === 0 ? 0o644 : 0o755;
        entries.set(path, { kind: 'file', path, bytes: readFileSync(file), mode });
      }
    }
  };
  walk('');
  return entries;
}

const readIfThere = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
