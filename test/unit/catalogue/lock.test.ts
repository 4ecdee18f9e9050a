import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LOCK, lockedAction } from '../../../catalogue/lock.ts';
import { lockText } from '../../../cli/actions/lock-text.ts';
import { lockProblems } from '../../../domain/locked-action.ts';
import { permissionNeed } from '../../../workflows-src/language/permission.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { platform } from '../../fixtures/platform.ts';

const entries = Object.entries(LOCK.actions);

describe('the lock of third-party actions', () => {
  it('is sorted, so that two branches adding an action do not collide', () => {
    expect(entries.map(([name]) => name)).toEqual(entries.map(([name]) => name).sort());
  });

  it.each(entries)('%s names a full commit and the version it was', (_name, { sha, version }) => {
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
  });

  it.each(entries)('%s asks only for permissions that GitHub has, each with a reason', (_name, { permissions }) => {
    for (const need of permissions.map(permissionNeed)) expect(need.why).not.toBe('');
  });

  it('is what Sluice wrote: nobody has changed a commit by hand', () => {
    expect(lockProblems(LOCK, 'actions')).toEqual([]);
    const text = readFileSync('catalogue/lock.json', 'utf8');
    expect(lockText(JSON.parse(text))).toBe(text);
  });

  it.each(entries)('%s changed by hand is refused before anything is generated', (name, entry) => {
    for (const change of [{ sha: '0'.repeat(40) }, { version: 'v99.0.0' }])
      expect(() =>
        generateWorkflows(platform, { ...LOCK, actions: { ...LOCK.actions, [name]: { ...entry, ...change } } }),
      ).toThrow(`"sluice actions add ${name}@`);
  });

  it('knows that logging in to Google Cloud needs a token of the job', () => {
    expect(lockedAction('google-github-actions/auth')?.permissions).toEqual([
      expect.objectContaining({ scope: 'id-token', level: 'write' }),
    ]);
  });

  it('knows which inputs have no default', () => {
    expect(lockedAction('google-github-actions/get-gke-credentials')?.inputs['cluster_name']).toEqual({
      required: true,
    });
  });

  it('does not take a name of every object for an action', () => {
    expect(lockedAction('constructor')).toBeUndefined();
    expect(lockedAction('actions/unheard-of')).toBeUndefined();
  });
});
