import { describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { ownAction, pinned } from '../../../../workflows-src/language/action-reference.ts';
import { action } from '../../../../workflows-src/language/action-step.ts';
import { idOf } from '../../../../workflows-src/language/reference.ts';
import { run } from '../../../../workflows-src/language/step.ts';

describe('a step', () => {
  it('refuses an expression in its commands', () => {
    expect(() => run({ name: 'Greet', run: 'echo "${{ github.event.issue.title }}"' })).toThrow(
      'hand the value over in env',
    );
  });

  it('has an id of its name alone, whatever it runs', () => {
    expect(run({ name: 'Build the image', run: 'a' }).handle.id).toBe('build-the-image');
    expect(run({ name: 'Build the image', run: 'b' }).handle.id).toBe('build-the-image');
    expect(idOf('2nd try')).toBe('_2nd-try');
    expect(idOf('…')).toMatch(/^id-[0-9a-f]{8}$/);
    expect(idOf('Собрать образ')).not.toBe(idOf('テスト'));
    expect(idOf('テスト')).toBe(idOf('テスト'));
  });

  it('offers its outputs as values', () => {
    const step = run({ name: 'Build', run: 'a', outputs: ['digest'] });
    expect(step.outputs.digest.code).toBe('steps.build.outputs.digest');
    expect(step.outputs.digest.references).toEqual([step.handle]);
  });

  it('brings the permissions that its action needs', () => {
    const step = action('google-github-actions/auth', { name: 'Log in', with: {} });
    expect(step.permissions.map(({ scope, level }) => `${scope}: ${level}`)).toEqual(['id-token: write']);
  });
});

describe('a reference to an action', () => {
  it('is refused when nobody pinned it', () => {
    expect(() => pinned('somebody/something', LOCK)).toThrow('"sluice actions add somebody/something@TAG"');
  });

  it('is a folder here, and a commit of the published version elsewhere', () => {
    const sha = 'a'.repeat(40);
    const lock = { actions: {}, publishers: { 'acme/delivery': { version: 'v1.2.3', sha } } };
    expect(ownAction('rollout', 'local', lock)).toEqual({ kind: 'local', path: './actions/rollout' });
    expect(ownAction('rollout', 'vendored', lock)).toEqual({
      kind: 'local',
      path: './.github/sluice/actions/rollout',
    });
    expect(ownAction('rollout', { repository: 'acme/delivery', version: 'v1.2.3' }, lock)).toEqual({
      kind: 'pinned',
      name: 'acme/delivery/actions/rollout',
      version: 'v1.2.3',
      sha,
    });
    expect(() => ownAction('rollout', { repository: 'acme/delivery', version: 'v2.0.0' }, lock)).toThrow(
      'it knows acme/delivery at v1.2.3',
    );
  });
});
