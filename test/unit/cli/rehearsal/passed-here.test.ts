import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { passedHere } from '../../../../cli/rehearsal/passed-here.ts';
import type { KeptCache } from '../../../../rehearsal/kept/caches.ts';
import { MAIN_STORY, STORIES } from '../../../../rehearsal/stories/stories.ts';

describe('tests that passed here', () => {
  let folder: string;
  const path = process.env['PATH'];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'passed-here-'));
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  const here = (more: { readonly checkout?: string; readonly enclosed?: string; readonly fresh?: boolean } = {}) => {
    const { checkout = folder, enclosed = 'in sandboxes', fresh = false } = more;
    return passedHere(MAIN_STORY, { cache: join(folder, 'cache'), checkout, enclosed }, fresh);
  };
  const count = (passed: ReturnType<typeof here>): number | undefined => passed?.earlier.length;

  it('count by the same tools, in the same checkout, enclosed alike, and unless all are to be run', async () => {
    writeFileSync(join(folder, 'file'), '');
    const kept: KeptCache = { scope: 'refs/heads/main', key: 'passed-web-1', version: 'file', folder, paths: [] };
    const other = mkdtempSync(join(tmpdir(), 'passed-there-'));
    await here()?.keep([{ ...kept, folder: other }], Date.now());
    expect(count(here())).toBe(1);
    expect(count(here({ checkout: other }))).toBe(0);
    expect(count(here({ enclosed: 'as you' }))).toBe(0);
    expect(count(here({ fresh: true }))).toBe(0);
    process.env['PATH'] = `/elsewhere:${path}`;
    expect(count(here())).toBe(0);
    rmSync(other, { recursive: true });
  });

  it('are nothing to any other story', () => {
    const others = STORIES.filter(({ name }) => name !== MAIN_STORY.name);
    const toldBy = { cache: folder, checkout: folder, enclosed: '' };
    expect(others.filter((story) => passedHere(story, toldBy, false) !== undefined)).toEqual([]);
  });
});
