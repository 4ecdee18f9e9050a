import { describe, expect, it } from '@jest/globals';
import { DrillRecords } from '../../../../adapters/evidence/drill-records.ts';
import { type Digest, digestOf } from '../../../../domain/digest.ts';
import type { DrillRecord } from '../../../../domain/restore-drill/drill-record.ts';

const BACKUP = 'projects/p/locations/eur3/backups/b1';
const REPOSITORY = 'r.example/p/evidence-restore-drill/drills';
const RECORD: DrillRecord = {
  ...{ schema: 'sluice.restore-drill/v1', project: 'p', database: 'agents', outcome: 'good', findings: [] },
  ...{ at: '2026-12-01T09:00:00.000Z', run: { id: 1, attempt: 1 } },
};

/** A registry of one repository, in memory. */
function recordsIn() {
  const blobs = new Map<Digest, Uint8Array>();
  const tags = new Map<string, Uint8Array>();
  const records = new DrillRecords(
    REPOSITORY,
    {
      push: async (_, { blobs: pushed }) => {
        for (const { digest, bytes } of pushed) blobs.set(digest, bytes);
      },
      blob: async ({ digest }) => blobs.get(digest) ?? new Uint8Array(),
    },
    {
      move: async (_, tag, { bytes }) => void tags.set(tag, bytes),
      tagged: async (_, tag) => {
        const bytes = tags.get(tag);
        return bytes && { digest: digestOf(bytes), mediaType: '', bytes };
      },
    },
  );
  return { records, tags, blobs };
}

describe('records of drills', () => {
  it('keep what a database had when a backup was made', async () => {
    const { records } = recordsIn();
    expect(await records.kept(BACKUP)).toBeUndefined();
    await records.keep(BACKUP, [{ total: 2, collections: { a: 2 } }]);
    expect(await records.kept(BACKUP)).toEqual([{ total: 2, collections: { a: 2 } }]);
  });

  it('tell the last good drill, which no bad one replaces', async () => {
    const { records, tags } = recordsIn();
    expect(await records.lastGood('agents')).toBeUndefined();
    await records.add(RECORD);
    await records.add({ ...RECORD, outcome: 'bad', at: '2026-12-02T09:00:00.000Z' });
    expect(await records.lastGood('agents')).toBe(Date.parse('2026-12-01T09:00:00Z'));
    expect([...tags.keys()]).toEqual(['last-agents', 'good-agents']);
  });

  it.each([
    '{}',
    '{"schema":"sluice.backup-counts/v1","backup":"other","expected":[{"total":1,"collections":{}}]}',
    `{"schema":"sluice.backup-counts/v1","backup":"${BACKUP}","expected":[]}`,
    `{"schema":"sluice.backup-counts/v1","backup":"${BACKUP}","expected":[{"total":-1,"collections":{}}]}`,
    `{"schema":"sluice.backup-counts/v1","backup":"${BACKUP}","expected":[{"total":1,"collections":{"a":"1"}}]}`,
  ])('are believed whole or not at all: %s', async (text) => {
    const { records, blobs } = recordsIn();
    await records.keep(BACKUP, [{ total: 2, collections: {} }]);
    for (const digest of blobs.keys()) blobs.set(digest, Buffer.from(text));
    await expect(records.kept(BACKUP)).rejects.toThrow(/no record of its counts/);
  });
});
