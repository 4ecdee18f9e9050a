import { describe, expect, it } from '@jest/globals';
import { isOfOtherMoment } from '../../../../../engine/rollout/manifests/hooks.ts';
import { deployment, job, names, read } from './people.ts';

describe('hooks', () => {
  const hooked = (text: string) => {
    const { preDeployJobs, jobs, objects, notes } = read(`${deployment()}${text}`);
    return { before: names(preDeployJobs), beside: names(jobs), objects: names(objects), notes };
  };

  it.each([
    ['helm.sh/hook: pre-install', 'before'],
    ['helm.sh/hook: "pre-install, pre-upgrade"', 'before'],
    ['helm.sh/hook: "pre-upgrade,post-upgrade"', 'before'],
    ['argocd.argoproj.io/hook: PreSync', 'before'],
    ['helm.sh/hook: "test,pre-install"', 'before'],
    ['helm.sh/hook: "post-install,post-upgrade"', 'beside'],
    ['argocd.argoproj.io/hook: PostSync', 'beside'],
    ['argocd.argoproj.io/hook: Sync', 'beside'],
    ['helm.sh/hook: pre-install, argocd.argoproj.io/hook: PostSync', 'beside'],
  ])('%s makes a Job one that runs %s the release', (annotations, phase) => {
    const { before, beside } = hooked(job(annotations));
    expect({ before, beside }).toEqual({ before: [], beside: [], [phase]: ['Job/migrate'] });
  });

  it.each([
    'helm.sh/hook: test',
    'helm.sh/hook: test-success',
    'helm.sh/hook: post-delete',
    'helm.sh/hook: "pre-rollback,post-rollback"',
    'argocd.argoproj.io/hook: Skip',
    'argocd.argoproj.io/hook: SyncFail',
  ])('%s is left out and said', (annotations) => {
    const { before, beside, notes } = hooked(job(annotations));
    expect({ before, beside }).toEqual({ before: [], beside: [] });
    expect(notes).toEqual([
      expect.stringMatching(/^Job "migrate" is a hook \(.*\) of a moment that a rollout does not/),
    ]);
  });

  it('that is the Pod of a test is left out, too', () => {
    const { objects, notes } = hooked(
      '---\napiVersion: v1\nkind: Pod\nmetadata: { name: web-test, annotations: { helm.sh/hook: test } }\nspec: {}\n',
    );
    expect(objects).toEqual(['Deployment/web']);
    expect(notes).toEqual([expect.stringMatching(/^Pod "web-test" is a hook/)]);
  });

  it('run by their weight', () => {
    const weighed = (name: string, weight: string) =>
      job(`helm.sh/hook: pre-install, helm.sh/hook-weight: "${weight}"`, name);
    expect(hooked(weighed('b', '5') + weighed('c', '10') + weighed('a', '-3')).before).toEqual([
      'Job/a',
      'Job/b',
      'Job/c',
    ]);
  });

  it('that are no Jobs are part of the release', () => {
    const { objects, notes } = hooked(
      '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: env, annotations: { helm.sh/hook: pre-install } }\n',
    );
    expect(objects).toEqual(['ConfigMap/env', 'Deployment/web']);
    expect(notes).toEqual([expect.stringMatching(/^ConfigMap "env" is a hook .*written with the release and stays/)]);
  });

  it('that would go when they are done stay, and it is said', () => {
    const { notes } = hooked(
      job('helm.sh/hook: pre-install, helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"'),
    );
    expect(notes).toEqual([expect.stringMatching(/^Job "migrate" stays when it is done/)]);
    expect(hooked(job('helm.sh/hook: pre-install, helm.sh/hook-delete-policy: before-hook-creation')).notes).toEqual(
      [],
    );
  });
});

describe('a hook of an installation or an upgrade alone', () => {
  it.each([
    ['helm.sh/hook: pre-install', true, true],
    ['helm.sh/hook: pre-install', false, false],
    ['helm.sh/hook: "post-upgrade"', true, false],
    ['helm.sh/hook: "post-upgrade"', false, true],
    ['helm.sh/hook: "pre-install,post-upgrade"', true, false],
    ['helm.sh/hook: "pre-install,post-upgrade"', false, false],
    ['helm.sh/hook: pre-install, argocd.argoproj.io/hook: PreSync', true, false],
    ['a: b', true, false],
  ])('%s where it is installed: %s is of another moment: %s', (annotations, isInstalled, is) => {
    const { preDeployJobs, jobs } = read(deployment() + job(annotations));
    expect([...preDeployJobs, ...jobs].map((each) => isOfOtherMoment(each, isInstalled))).toEqual([is]);
  });
});
