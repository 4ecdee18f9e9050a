import { describe, expect, it } from '@jest/globals';
import { LOCK, lockedAction } from '../../../catalogue/lock.ts';
import { permissionNeed } from '../../../workflows-src/language/permission.ts';

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
