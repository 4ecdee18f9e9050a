import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Service } from '../../../../domain/service.ts';
import { firestore } from '../../../../domain/store.ts';
import { openTierData, type TierData } from '../../../../rehearsal/data/tier-data.ts';
import { plainEnclosures } from '../../../../rehearsal/enclosure/plain-enclosures.ts';
import { platform } from '../../../fixtures/platform.ts';

const FIRESTORE = new Map([['STORE', 'firestore']]);

describe('the data of tiers in a rehearsal', () => {
  let folder: string;
  const opened: TierData[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-data-'));
  });
  afterEach(async () => {
    for (const data of opened.splice(0)) await data.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A program in the place of Java, which says this and then stays or ends. */
  async function open(store: Service['store'], java?: string): Promise<{ data: TierData; said: string[] }> {
    const said: string[] = [];
    const program = join(folder, 'java');
    if (java !== undefined) await writeFile(program, `#!/bin/sh\n${java}\n`, { mode: 0o755 });
    const data = openTierData(
      {
        delivery: { ...platform, services: platform.services.map((service) => ({ ...service, store })) },
        enclosures: plainEnclosures(),
        folder: join(folder, 'data'),
        project: 'rehearsal-project',
        log: (sentence) => said.push(sentence),
      },
      java === undefined ? undefined : { java: program, jar: join(folder, 'emulator.jar'), folders: [folder] },
    );
    opened.push(data);
    return { data, said };
  }
  const agents = firestore({ database: 'agents', location: 'eur3' });
  const STAYS = 'echo "Dev App Server is now running."; exec sleep 600';

  it('are nothing where no service keeps any: nothing is started, said or told', async () => {
    const { data, said } = await open(undefined, 'exit 1');
    expect([await data.told(FIRESTORE), said]).toEqual([{}, []]);
  });

  it('are in the emulator, whose address every pod is told that keeps data there, and no other', async () => {
    const { data, said } = await open(agents, STAYS);
    const told = await data.told(FIRESTORE);
    expect(told).toEqual({
      FIRESTORE_EMULATOR_HOST: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      GOOGLE_CLOUD_PROJECT: 'rehearsal-project',
    });
    expect(await data.told(new Map([...FIRESTORE, ['GOOGLE_CLOUD_PROJECT', 'acme']]))).toEqual({
      FIRESTORE_EMULATOR_HOST: told['FIRESTORE_EMULATOR_HOST'],
    });
    expect(await data.told(new Map([['STORE', 'memory']]))).toEqual({});
    expect(await data.told(new Map())).toEqual({});
    expect(said).toEqual([
      'The databases agents-dev, agents-staging, agents-production are in the Firestore emulator of the Google Cloud SDK.',
    ]);
  });

  it('are in the store of the rehearsal where there is no emulator, by a sentence that says what it has not', async () => {
    const { data, said } = await open(agents);
    expect(await data.told(FIRESTORE)).toEqual({
      FIRESTORE_EMULATOR_HOST: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      GOOGLE_CLOUD_PROJECT: 'rehearsal-project',
    });
    expect(await data.told(new Map([['STORE', 'memory']]))).toEqual({});
    expect(said).toEqual([
      expect.stringMatching(/^The databases agents-dev, .* are in the rehearsal's own store, .*neither transactions/),
    ]);
  });

  it('fail a container with the words of an emulator that does not start', async () => {
    const { data } = await open(agents, 'echo "no such jar" >&2; exit 3');
    await expect(data.told(FIRESTORE)).rejects.toThrow(/The Firestore emulator ended with 3:\nno such jar/);
  });

  it('end with the rehearsal, also while they are starting', async () => {
    const { data } = await open(agents, 'exec sleep 600');
    await data.close();
    await expect(data.told(FIRESTORE)).rejects.toThrow(/ended/);
  });
});
