import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { Artifacts } from '../../../../rehearsal/kept/artifacts.ts';
import { Caches } from '../../../../rehearsal/kept/caches.ts';
import { cache } from '../../../../rehearsal/stand-ins/cache.ts';
import { downloadArtifact } from '../../../../rehearsal/stand-ins/download-artifact.ts';
import { uploadArtifact } from '../../../../rehearsal/stand-ins/upload-artifact.ts';
import { jobOf, type TestWorld, testWorld } from '../workflow/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  const artifacts = new Artifacts(join(world.folder, 'artifacts'));
  const caches = new Caches(join(world.folder, 'caches'));
  world.standIns.set('actions/upload-artifact', uploadArtifact({ artifacts, repository: 'acme/shop' }));
  world.standIns.set('actions/download-artifact', downloadArtifact({ artifacts }));
  world.standIns.set('actions/cache', cache({ caches, defaultBranch: 'main' }));
});
afterAll(() => world.close());

const pinned = (action: string): string => `${action}@${LOCK.actions[action]?.sha}`;
const jobs = (text: string): string => `name: W\non: push\njobs:\n${text}`;

describe('what jobs leave for others', () => {
  it('gives an artifact of one job to a later one', async () => {
    const result = await world.run(
      jobs(`  build:
    runs-on: x
    outputs: { id: '\${{ steps.up.outputs.artifact-id }}' }
    steps:
      - run: mkdir -p dist/deep && echo made > dist/deep/file
      - id: up
        uses: ${pinned('actions/upload-artifact')}
        with: { name: built, path: dist }
  use:
    runs-on: x
    needs: build
    steps:
      - uses: ${pinned('actions/download-artifact')}
        with: { artifact-ids: '\${{ needs.build.outputs.id }}', path: got }
      - run: 'echo "said: $(cat got/deep/file)"'
`),
    );
    expect(result.run.conclusion).toBe('success');
    expect(readFileSync(jobOf(result, 'use').logFile, 'utf8')).toContain('said: made');
  });

  it('saves a cache after a job that went well only, and gives it to the next run', async () => {
    const text = (command: string) =>
      jobs(`  a:
    runs-on: x
    steps:
      - id: cache
        uses: ${pinned('actions/cache')}
        with: { path: kept, key: k }
      - run: |
          echo "hit: \${{ steps.cache.outputs.cache-hit }}."
          mkdir -p kept
          ${command}
`);
    const logOf = async (command: string): Promise<string> =>
      readFileSync(jobOf(await world.run(text(command)), 'a').logFile, 'utf8');
    expect(await logOf('echo no > kept/file; exit 1')).not.toContain('Cache saved');
    const first = await logOf('echo yes > kept/file');
    expect(first).toContain('hit: .');
    expect(first).toContain('Cache saved with key: k');
    const second = await logOf('cat kept/file');
    expect(second).toMatch(/hit: true\.[\s\S]*^yes$/m);
    expect(second).toContain('Cache hit occurred on the primary key k, not saving cache.');
  });
});
