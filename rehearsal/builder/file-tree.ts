import { posix } from 'node:path';
import { pathPattern } from '../../domain/dockerfile/ignore-rules.ts';
import type { LayerEntry } from '../registry/layer-archive.ts';

/** Files that a stage has put into its image on top of the base. Paths have no leading slash. */
export class FileTree {
  readonly #entries: Map<string, LayerEntry>;

  constructor(entries: Iterable<readonly [string, LayerEntry]> = []) {
    this.#entries = new Map(entries);
  }

  get entries(): ReadonlyMap<string, LayerEntry> {
    return this.#entries;
  }

  copy(): FileTree {
    return new FileTree(this.#entries);
  }

  /** Makes a folder and those above it. */
  makeDirectory(path: string): void {
    const parts = relative(path).split('/');
    for (const [index] of parts.entries()) {
      const one = parts.slice(0, index + 1).join('/');
      if (one !== '' && !this.#entries.has(one)) this.#entries.set(one, { kind: 'directory', path: one });
    }
  }

  /** Copies what the patterns name to an absolute destination, by the rules of COPY: a folder's contents, not the folder; into a
   *  destination that ends with a slash or is a folder, else to that very name.
   *  @see https://docs.docker.com/reference/dockerfile/#copy
   *  @throws when a pattern names nothing. */
  add(
    source: ReadonlyMap<string, LayerEntry>,
    patterns: readonly string[],
    destination: { readonly path: string; readonly folder: boolean },
    mode: number | undefined,
  ): void {
    const target = relative(destination.path);
    const into = destination.folder || this.#entries.get(target)?.kind === 'directory' || target === '';
    for (const pattern of patterns) {
      const wanted = relative(posix.normalize(`/${pattern}`));
      const matcher = pathPattern(wanted);
      const found = wanted === '' ? [''] : [...source.keys()].filter((path) => matcher.test(path));
      if (found.length === 0)
        throw new Error(`"${pattern}" is not in the build context, or .dockerignore leaves it out`);
      for (const path of found) {
        const entry = source.get(path);
        if (entry === undefined || entry.kind === 'directory') this.#addFolder(source, path, target, mode);
        else this.#put(entry, into ? posix.join(target, posix.basename(path)) : target, mode);
      }
    }
  }

  #addFolder(source: ReadonlyMap<string, LayerEntry>, folder: string, target: string, mode: number | undefined): void {
    this.makeDirectory(target);
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const [path, entry] of source) {
      if (path.startsWith(prefix) && path !== folder) {
        this.#put(entry, posix.join(target, path.slice(prefix.length)), mode);
      }
    }
  }

  #put(entry: LayerEntry, path: string, mode: number | undefined): void {
    this.makeDirectory(posix.dirname(path) === '.' ? '' : posix.dirname(path));
    const changed = mode !== undefined && entry.kind === 'file' ? { mode } : {};
    this.#entries.set(path, { ...entry, ...changed, path });
  }
}

const relative = (path: string): string => path.replace(/^\/+|\/+$/g, '');
