import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** An artifact that a job has left for others. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly digest: string;
}

/** Which attempt of which run. */
export interface RunAttempt {
  readonly run: string;
  readonly attempt: string;
}

/** A file of an artifact: where it is, and what it is called inside. */
export interface ArtifactFile {
  readonly source: string;
  readonly path: string;
}

interface Kept extends Artifact {
  readonly of: RunAttempt;
}

const FIRST = 4_000_000_001;
/** GitHub keeps no rights of files.
 *  @see https://github.com/actions/upload-artifact#permission-loss */
const READABLE = 0o644;

/** Artifacts of all runs of a rehearsal, on disk. */
export class Artifacts {
  readonly #folder: string;
  readonly #kept: Kept[] = [];
  #next = FIRST;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws when this attempt has one of the name, in the words of GitHub's client */
  async upload(of: RunAttempt, name: string, files: readonly ArtifactFile[]): Promise<Artifact> {
    if (this.#kept.some((one) => one.name === name && same(one.of, of))) {
      throw new Error(
        'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run',
      );
    }
    const id = this.#next++;
    const hash = createHash('sha256');
    let size = 0;
    for (const { source, path } of files) {
      const target = join(this.#folder, String(id), path);
      await mkdir(dirname(target), { recursive: true });
      await cp(source, target, { dereference: true });
      await chmod(target, READABLE);
      size += (await stat(target)).size;
      hash.update(`${path}\0`).update(await readFile(target));
    }
    const artifact = { id, name, size, digest: hash.digest('hex') };
    this.#kept.push({ ...artifact, of });
    return artifact;
  }

  async remove(of: RunAttempt, name: string): Promise<void> {
    const at = this.#kept.findIndex((one) => one.name === name && same(one.of, of));
    const [gone] = at < 0 ? [] : this.#kept.splice(at, 1);
    if (gone !== undefined) await rm(join(this.#folder, String(gone.id)), { recursive: true, force: true });
  }

  /** Of all attempts of a run, the newest one of each name. */
  latest(run: string): readonly Artifact[] {
    const byName = new Map(this.#kept.filter(({ of }) => of.run === run).map((one) => [one.name, one]));
    return [...byName.values()];
  }

  async download({ id }: Artifact, folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    await cp(join(this.#folder, String(id)), folder, { recursive: true });
  }
}

const same = (one: RunAttempt, other: RunAttempt): boolean => one.run === other.run && one.attempt === other.attempt;
