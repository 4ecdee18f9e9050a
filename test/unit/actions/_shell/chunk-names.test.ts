import { describe, expect, it } from '@jest/globals';
import { chunkNames } from '../../../../actions/_shell/bundling/chunk-names.ts';

const output = (entryPoint: string | undefined, ...chunks: string[]) => ({
  bytes: 1,
  inputs: {},
  exports: [],
  imports: chunks.map((path) => ({ path, kind: 'import-statement' as const })),
  ...(entryPoint === undefined ? {} : { entryPoint }),
});
const later = (path: string) => ({ path, kind: 'dynamic-import' as const });

describe('a chunk', () => {
  it('is called after the actions that load it, directly or through another chunk', () => {
    const names = chunkNames({
      'dist/a.mjs': output('actions/a/main.ts', 'dist/chunk-1.mjs'),
      'dist/b.mjs': output('actions/b/main.ts', 'dist/chunk-1.mjs', 'dist/chunk-2.mjs'),
      'dist/c.mjs': output('actions/c/main.ts', 'dist/chunk-2.mjs'),
      'dist/chunk-1.mjs': output(undefined, 'dist/chunk-3.mjs'),
      'dist/chunk-2.mjs': output(undefined, 'dist/chunk-3.mjs'),
      'dist/chunk-3.mjs': output(undefined),
    });
    expect(Object.fromEntries(names)).toEqual({
      'chunk-1.mjs': 'chunk-a-b.mjs',
      'chunk-2.mjs': 'chunk-b-c.mjs',
      'chunk-3.mjs': 'chunk-shared.mjs',
    });
  });

  it('that is loaded when it is needed is called after its source', () => {
    const a = output('actions/a/main.ts', 'dist/both.mjs');
    const names = chunkNames({
      'dist/a.mjs': { ...a, imports: [...a.imports, later('dist/late.mjs')] },
      'dist/b.mjs': output('actions/b/main.ts'),
      'dist/late.mjs': output('actions/a/main-step.ts', 'dist/both.mjs'),
      'dist/both.mjs': output(undefined),
    });
    expect(Object.fromEntries(names)).toEqual({
      'late.mjs': 'chunk-a-main-step.mjs',
      'both.mjs': 'chunk-a-a-main-step.mjs',
    });
  });

  it('never shares its name', () => {
    const twice = {
      'dist/a.mjs': output('actions/a/main.ts', 'dist/x.mjs', 'dist/y.mjs'),
      'dist/b.mjs': output('actions/b/main.ts'),
      'dist/x.mjs': output(undefined),
      'dist/y.mjs': output(undefined),
    };
    expect(() => chunkNames(twice)).toThrow(/Two chunks .* chunk-a\.mjs/);
  });
});
