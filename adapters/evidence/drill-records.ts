import { isDigest } from '../../domain/digest.ts';
import type { Expected } from '../../domain/restore-drill/compare-counts.ts';
import { type CountsRecord, type DrillRecord, parseCountsRecord } from '../../domain/restore-drill/drill-record.ts';
import { idOf } from '../../domain/restore-drill/observed.ts';
import { parseTag } from '../../domain/tag.ts';
import type { Registry } from '../../engine/registry.ts';
import type { KeptCounts } from '../../engine/restore-drill/ports.ts';
import { field } from '../registry/docker-config.ts';
import type { OciReferrers } from '../registry/oci-referrers.ts';
import { evidenceArtifact } from './evidence-artifact.ts';

const DRILL = {
  artifactType: 'application/vnd.sluice.restore-drill.v1',
  mediaType: 'application/vnd.sluice.restore-drill.v1+json',
};

/** What drills have found, and what databases had, as artifacts of a repository that the drill's identity alone writes. */
export class DrillRecords implements KeptCounts {
  readonly #repository: string;
  readonly #registry: Pick<Registry, 'blob' | 'push'>;
  readonly #tags: Pick<OciReferrers, 'move' | 'tagged'>;

  constructor(
    repository: string,
    registry: Pick<Registry, 'blob' | 'push'>,
    tags: Pick<OciReferrers, 'move' | 'tagged'>,
  ) {
    this.#repository = repository;
    this.#registry = registry;
    this.#tags = tags;
  }

  async keep(backup: string, expected: Expected): Promise<void> {
    await this.#write(countsTag(backup), {
      schema: 'sluice.backup-counts/v1',
      backup,
      expected,
    } satisfies CountsRecord);
  }

  async kept(backup: string): Promise<Expected | undefined> {
    const text = await this.#read(countsTag(backup));
    return text === undefined ? undefined : parseCountsRecord(text, backup).expected;
  }

  /** The last drill of a database, and the last good one, are found by their tags. */
  async add(record: DrillRecord): Promise<void> {
    await this.#write(`last-${record.database}`, record);
    if (record.outcome === 'good') await this.#write(goodTag(record.database), record);
  }

  /** When the last good drill of a database ended, in milliseconds since 1970; `undefined` where there was none. */
  async lastGood(database: string): Promise<number | undefined> {
    const text = await this.#read(goodTag(database));
    const at = Date.parse(String(field(text === undefined ? undefined : JSON.parse(text), 'at')));
    return Number.isNaN(at) ? undefined : at;
  }

  async #write(tag: string, record: CountsRecord | DrillRecord): Promise<void> {
    const artifact = evidenceArtifact(undefined, `${JSON.stringify(record)}\n`, DRILL);
    await this.#registry.push(this.#repository, artifact);
    await this.#tags.move(this.#repository, parseTag(tag), {
      mediaType: artifact.mediaType,
      bytes: artifact.manifest.bytes,
    });
  }

  async #read(tag: string): Promise<string | undefined> {
    const tagged = await this.#tags.tagged(this.#repository, parseTag(tag));
    if (tagged === undefined) return undefined;
    const layers = field(JSON.parse(Buffer.from(tagged.bytes).toString('utf8')), 'layers');
    const digest = field(Array.isArray(layers) ? layers[0] : undefined, 'digest');
    if (typeof digest !== 'string' || !isDigest(digest))
      throw new Error(`${this.#repository}:${tag} holds no record of a drill. Look who has written it.`);
    return Buffer.from(await this.#registry.blob({ repository: this.#repository, digest })).toString('utf8');
  }
}

const countsTag = (backup: string): string => `backup-${idOf(backup)}`;
const goodTag = (database: string): string => `good-${database}`;
