import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../../../cli/generated-files.ts';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { platform } from '../../fixtures/platform.ts';

const own: Delivery = { ...platform, actionsFrom: 'vendored' };
const prefixed: Delivery = delivery({ ...own, workflowPrefix: 'sluice-' });
const byPath = (of: Delivery) => new Map(generatedFiles(of).map(({ path, content }) => [path, content]));

/** What may name a workflow file, with its name. */
const NAMED = /(?<=\.github\/workflows\/|gh workflow run )[\w.-]+\.(?=yml)|(?<=workflows\/)[\w-]+(?=\.["'])/g;

describe('what the names of workflow files begin with', () => {
  const [plain, other] = [byPath(own), byPath(prefixed)];

  it('is in the name of each of them, and in nothing else', () => {
    const renamed = [...plain.keys()].map((path) => path.replace(/^\.github\/workflows\//, '$&sluice-'));
    expect([...other.keys()].sort()).toEqual(renamed.sort());
  });

  it('is wherever one of them is named: calls, evidence, identities', () => {
    const names = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([path]) => !path.startsWith('.github/sluice/')).flatMap(([, text]) => text.match(NAMED) ?? []);
    const [before, after] = [names(plain), names(other)];
    expect(before.length).toBeGreaterThan(50);
    expect(after).toEqual(before.map((name) => `sluice-${name}`));
  });

  it.each(['Sluice-', '../', 'a/b', '-x', '', `${'x'.repeat(41)}`, '${{ x }}'])(
    'is refused as %j',
    (workflowPrefix) => {
      expect(() => delivery({ ...platform, workflowPrefix })).toThrow(/workflowPrefix .*Wanted at most 40 of a-z/);
    },
  );
});
