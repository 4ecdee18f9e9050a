import { describe, expect, it } from '@jest/globals';
import { unneeded } from '../../lint-exceptions.ts';

const configured = {
  actionlint: { paths: { '**': { ignore: ['unexpected key "queue"'] } } },
  zizmor: { rules: { limits: { ignore: ['test.yml', 'deploy.yml'] }, self: { disable: true } } },
};
const actionlint = [{ what: 'unexpected key "queue" for "concurrency" section', file: 'deploy.yml' }];
const zizmor = [
  { what: 'limits', file: 'test.yml' },
  { what: 'limits', file: 'deploy.yml' },
  { what: 'self', file: 'deploy.yml' },
];

describe('an exception for a linter', () => {
  it('is needed while the linter finds what it is for', () => {
    expect(unneeded(configured, { actionlint, zizmor })).toEqual([]);
  });

  it('is no longer needed when the linter has learned the key', () => {
    expect(unneeded(configured, { actionlint: [], zizmor })).toEqual([expect.stringMatching(/ignores .*queue/)]);
  });

  it('is no longer needed for a file that is fine by now', () => {
    expect(unneeded(configured, { actionlint, zizmor: zizmor.slice(1) })).toEqual([
      '.github/zizmor.yml ignores limits in test.yml, where zizmor does not find it.',
    ]);
  });

  it('is no longer needed for a rule that nothing breaks', () => {
    expect(unneeded(configured, { actionlint, zizmor: zizmor.slice(0, 2) })).toEqual([
      '.github/zizmor.yml disables self, which zizmor does not find.',
    ]);
  });
});
