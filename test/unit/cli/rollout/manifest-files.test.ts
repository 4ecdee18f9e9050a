import { describe, expect, it } from '@jest/globals';
import { joined, placeOf } from '../../../../cli/rollout/manifest-files.ts';

describe('manifests of several files', () => {
  const all = joined([
    { path: 'a.yaml', text: 'kind: A\nspec: 1' },
    { path: 'b.yaml', text: 'kind: B\n' },
    { path: 'c.json', text: '{}' },
  ]);

  it('are documents of one text', () => {
    expect(all.text).toBe('kind: A\nspec: 1\n---\nkind: B\n---\n{}');
  });

  it.each([
    [1, 'a.yaml:1'],
    [2, 'a.yaml:2'],
    [4, 'b.yaml:1'],
    [6, 'c.json:1'],
  ])('line %i of it is %s', (line, place) => {
    expect(placeOf(all, line)).toBe(place);
  });

  it('that were rendered are of no file', () => {
    expect(placeOf({ files: [] }, 1)).toBeUndefined();
  });
});
