import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/** Files that one of ours imports, by their paths in the repository. */
const importedBy = (file: string): readonly string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/from '(\.[^']*)'/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );

it('the walk from the action to the sentence goes along imports', () => {
  const section = PAGE.slice(
    PAGE.indexOf('### From the action to the sentence'),
    PAGE.indexOf('Words have one meaning'),
  );
  const files = [
    ...new Set([...section.matchAll(/`((?:actions|engine|domain)\/[^`]+\.ts)`/g)].map(([, path = '']) => path)),
  ];
  expect(files.length).toBeGreaterThan(12);
  const [first = '', ...others] = files;
  expect(first).toBe('actions/rollout/act.ts');
  const reached = new Set([first]);
  for (const file of others) {
    const before = [...reached].filter((each) => importedBy(each).includes(file));
    expect([file, before.length > 0]).toEqual([file, true]);
    reached.add(file);
  }
});
