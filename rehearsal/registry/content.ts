import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '../../domain/digest.ts';

/** Bytes by digest. Reads do not verify: whoever hands bytes on does, as a real registry's clients do. */
export interface Content {
  read(digest: Digest): Uint8Array | undefined;
  write(digest: Digest, bytes: Uint8Array): void;
}

export function memoryContent(): Content {
  const all = new Map<Digest, Uint8Array>();
  return {
    read: (digest) => all.get(digest),
    write(digest, bytes) {
      all.set(digest, bytes);
    },
  };
}

/** One file per digest, laid out as `blobs/` of an OCI image layout, so that other tools can read it.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#blobs */
export function folderContent(folder: string): Content {
  const directory = join(folder, 'blobs', 'sha256');
  mkdirSync(directory, { recursive: true });
  const file = (digest: Digest): string => join(directory, digest.slice('sha256:'.length));
  return {
    read(digest) {
      try {
        return readFileSync(file(digest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: (digest, bytes) => writeFileSync(file(digest), bytes),
  };
}
