import { describe, expect, it } from '@jest/globals';
import { findDrift, findOrphans } from '../../../cli/drift.ts';
import { generatedFiles } from '../../../cli/generated-files.ts';
import { isMarked } from '../../../cli/marked-files.ts';
import { github } from '../../../domain/repository.ts';
import { OWN_PLACES, ownFiles } from '../../../own/own-files.ts';
import { platform } from '../../fixtures/platform.ts';

const files = generatedFiles(platform);
const setup = files.filter(({ path }) => path.startsWith('setup/gcp/'));

describe('a generated file', () => {
  it.each(files.map((file) => [file.path, file.content] as const))('%s says that it is one', (path, content) => {
    expect(isMarked(path, content)).toBe(true);
  });

  it.each(ownFiles(platform).map((file) => [file.path, file.content] as const))(
    '%s of this repository says that it is one, and is none of a delivery',
    (path, content) => {
      expect(isMarked(path, content, OWN_PLACES)).toBe(true);
      expect(isMarked(path, content)).toBe(false);
    },
  );

  it.each(setup.map((file) => [file.path, file] as const))('%s is left over when nothing makes it', (_, file) => {
    const others = files.filter((each) => each !== file);
    expect(findOrphans(others, [file.path])).toMatchObject([
      { path: file.path, message: expect.stringContaining('no longer') },
    ]);
  });

  it('is not taken for one in other places, nor without the mark at its beginning', () => {
    expect(isMarked('src/setup.sh', setup[0]?.content ?? '')).toBe(false);
    expect(isMarked('setup/gcp/setup.sh', `echo\n${setup[0]?.content}`)).toBe(false);
    expect(isMarked('setup/gcp/own.tf', 'terraform {}')).toBe(false);
  });
});

describe('the files of a setup', () => {
  it('are stale when the delivery changes: another repository, other branches', () => {
    const changed = [
      { ...platform, repository: github({ owner: 'acme', name: 'shop', id: '5', ownerId: '6' }) },
      {
        ...platform,
        tiers: platform.tiers.map((tier) => ({ ...tier, from: { ...tier.from, pattern: `x${tier.from.pattern}` } })),
      },
    ];
    for (const delivery of changed) {
      const wanted = generatedFiles(delivery).filter(({ path }) => path.startsWith('setup/'));
      const stale = findDrift(wanted, (path) => setup.find((file) => file.path === path)?.content);
      expect(stale.map(({ path }) => path)).toEqual(setup.map(({ path }) => path));
    }
    expect(setup).toHaveLength(3);
  });
});
