import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ignoreRules } from '../../domain/dockerfile/ignore-rules.ts';
import type { LayerEntry } from '../registry/layer-archive.ts';

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
