import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LayerEntry, layerArchive, tar } from '../../../../rehearsal/registry/layer-archive.ts';

describe('a layer', () => {
  it('is unpacked by tar with contents, modes, links and long names', () => {
    const long = `srv/${'deep/'.repeat(60)}${'é'.repeat(20)}.txt`;
    const entries: LayerEntry[] = [
      { kind: 'directory', path: 'srv' },
      { kind: 'file', path: 'srv/run.sh', bytes: Buffer.from('#!/bin/sh\n'), mode: 0o755 },
      { kind: 'file', path: long, bytes: Buffer.from('deep'), mode: 0o644 },
      { kind: 'link', path: 'srv/start', target: 'run.sh' },
    ];
    const folder = mkdtempSync(join(tmpdir(), 'layer-'));
    execFileSync('tar', ['-xzf', '-', '-C', folder], { input: layerArchive(entries) });
    expect(readFileSync(join(folder, long), 'utf8')).toBe('deep');
    expect(statSync(join(folder, 'srv/run.sh')).mode & 0o777).toBe(0o755);
    expect(readlinkSync(join(folder, 'srv/start'))).toBe('run.sh');
    rmSync(folder, { recursive: true });
  });

  it('has the same bytes whatever the order of its entries', () => {
    const file = fc.record({
      kind: fc.constant('file' as const),
      path: fc.stringMatching(/^[a-z]{1,120}$/),
      bytes: fc.uint8Array({ maxLength: 600 }),
      mode: fc.constantFrom(0o644, 0o755),
    });
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 5 }), (files) => {
        expect(layerArchive([...files].reverse())).toEqual(layerArchive(files));
        expect(gunzipSync(layerArchive(files)).length % 512).toBe(0);
        expect(tar(files).length % 512).toBe(0);
      }),
    );
  });
});
