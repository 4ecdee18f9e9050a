import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findEmulator } from '../../../../rehearsal/data/find-emulator.ts';
import { startFirestoreEmulator } from '../../../../rehearsal/data/firestore-emulator.ts';
import { plainEnclosures } from '../../../../rehearsal/enclosure/plain-enclosures.ts';

const programs = findEmulator(process.env['PATH'] ?? '');

describe('the Firestore emulator of the Google Cloud SDK', () => {
  it('is not found where neither Java nor the SDK is', () => {
    expect(findEmulator('/nowhere')).toBeUndefined();
  });

  // Counted as skipped where it is not installed.
  (programs === undefined ? it.skip : it)(
    'keeps the databases of tiers apart, and ends when it is closed',
    async () => {
      if (programs === undefined) throw new Error('It is not installed.');
      const folder = await mkdtemp(join(tmpdir(), 'sluice-emulator-'));
      const emulator = startFirestoreEmulator(programs, { enclosures: plainEnclosures(), folder });
      try {
        const base = `http://${await emulator.host}/v1/projects/acme/databases`;
        const at = (database: string): string => `${base}/${database}/documents/agents/one`;
        const body = JSON.stringify({ fields: { of: { stringValue: 'staging' } } });
        const headers = { 'content-type': 'application/json' };
        expect((await fetch(at('agents-staging'), { method: 'PATCH', headers, body })).status).toBe(200);
        expect((await fetch(at('agents-staging'))).status).toBe(200);
        expect((await fetch(at('agents-production'))).status).toBe(404);
        await emulator.close();
        await expect(fetch(at('agents-staging'))).rejects.toThrow('fetch failed');
      } finally {
        await emulator.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
