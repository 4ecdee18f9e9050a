import { describe, expect, it } from '@jest/globals';
import { registryRights } from '../../../../rehearsal/cloud/registry-rights.ts';
import { IDENTITIES_FILE } from '../../../../rehearsal/cloud/told-file.ts';
import { readIdentities } from '../../../../rehearsal/cloud/told-identities.ts';
import { platform } from '../../../fixtures/platform.ts';
import { filesOf } from '../../setup-src/setup-of.ts';

const TEXT = filesOf(platform).identities;
const bent = (from: string | RegExp, to: string): string => {
  const text = TEXT.replace(from, to);
  expect(text).not.toBe(TEXT);
  return text;
};

describe('what a cloud is told', () => {
  it('is every identity of the generated file, with its rights', () => {
    const { identities } = readIdentities(TEXT);
    expect(identities.map(({ name }) => name)).toEqual([
      'build-protected',
      'build-unprotected',
      'tier-dev',
      'tier-staging',
      'tier-production',
    ]);
    const rights = identities.map((one) => [one.name, registryRights(one.rights, 'p')] as const);
    expect(Object.fromEntries(rights)).toMatchObject({
      'build-protected': { push: ['p/services', 'p/provenance'] },
      'build-unprotected': { pull: [], push: ['p/services-dev'] },
      'tier-dev': { pull: ['p/services-dev'], push: ['p/evidence-dev'] },
    });
  });

  it.each([
    ['another form', bent('sluice.identities/v1', 'sluice.identities/v2'), 'schema "sluice.identities/v2"'],
    ['no condition', bent(/"condition": "[^"]*",/, ''), 'identities[0] without a text "condition"'],
    ['an empty condition', bent(/"condition": "[^"]*",/, '"condition": "",'), 'without a text "condition"'],
    ['a mapped attribute', bent('"google.subject":', '"attribute.x": "y", "google.subject":'), 'attribute.x'],
    ['rights that are no list', bent(/"rights": \[[^\]]*\]/, '"rights": {}'), 'identities[0] without a list "rights"'],
    [
      'a right of another kind',
      bent('"kind": "registry"', '"kind": "bucket"'),
      'identities[0].rights[0].kind "bucket"',
    ],
  ])('with %s is not understood', (_, text, sentence) => {
    expect(() => readIdentities(text)).toThrow(`${IDENTITIES_FILE}: `);
    expect(() => readIdentities(text)).toThrow(sentence);
  });

  it('with a role that nobody knows gives no rights at all', () => {
    const rights = [{ kind: 'registry', repository: 'services', role: 'roles/owner' }] as const;
    expect(() => registryRights(rights, 'p')).toThrow('roles/owner on a repository');
  });
});
