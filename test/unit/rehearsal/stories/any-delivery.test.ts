import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../../domain/branch.ts';
import { type Delivery, delivery } from '../../../../domain/delivery.ts';
import { node, python } from '../../../../domain/runtime/words.ts';
import { service } from '../../../../domain/service.ts';
import { approval, team, tier } from '../../../../domain/tier.ts';
import { MAIN_STORY, STORIES } from '../../../../rehearsal/stories/stories.ts';
import { NoAct } from '../../../../rehearsal/story/story.ts';
import { tell } from '../../../../rehearsal/story/tell.ts';
import { platform } from '../../../fixtures/platform.ts';
import { fakeStage } from '../story/fake-stage.ts';

const web = service({ name: 'web', path: '.', port: 3000, test: node({ command: 'npm test' }) });
const api = service({ name: 'api', path: 'api', port: 8000, test: python({ requirements: 'r', command: 'x' }) });
const people = approval({ by: [team('operators')] });
const of = (tiers: Delivery['tiers'], services: Delivery['services'] = [web]): Delivery =>
  delivery({ registry: platform.registry, cluster: platform.cluster, services, tiers });

const DELIVERIES: Readonly<Record<string, readonly [Delivery, readonly string[]]>> = {
  'one tier': [
    of([tier('live', { from: branch('main') })]),
    [
      'A push to main reaches live',
      'A push that crashes is explained and rolled back',
      'The next push mends that and reaches live',
      'One dispatch returns live to the release before',
    ],
  ],
  'one tier of any branch': [
    of([tier('dev', { from: branch('feature/**'), trust: 'unprotected' })]),
    ['A push to feature/heading reaches dev', 'A push that crashes is explained and rolled back'],
  ],
  'tiers of other names': [
    of([tier('lane', { from: branch('trunk') }), tier('prod', { from: branch('prod'), after: 'lane' })], [api, web]),
    [
      'A push to trunk reaches lane',
      'A push that crashes is explained and rolled back',
      'The next push mends that and reaches lane',
      'A merge to prod reaches prod with the very bytes that lane ran',
      'A hotfix on prod that lane never saw goes through lane first',
      'A dispatch that names a forged record is refused: nobody asks GitHub what was good in prod',
      'One dispatch returns prod to the release before',
    ],
  ],
  'a tier that only people hold back': [
    of([
      tier('dev', { from: branch('feature/**'), trust: 'unprotected' }),
      tier('prod', { from: branch('main'), approval: people }),
    ]),
    [
      'A push to feature/heading reaches dev',
      'A push that crashes is explained and rolled back',
      'A merge to main waits for approval and reaches prod',
      'A hotfix on main reaches prod',
      'A dispatch that names a forged record is refused: nobody asks GitHub what was good in prod',
      'One dispatch returns prod to the release before',
    ],
  ],
  'a chain in which nothing is skipped': [
    of([
      tier('dev', { from: branch('dev') }),
      tier('qa', { from: branch('qa'), after: 'dev' }),
      tier('prod', { from: branch('main'), after: 'qa', approval: people }),
    ]),
    [
      'A push to dev reaches dev',
      'A push that crashes is explained and rolled back',
      'The next push mends that and reaches dev',
      'A merge to qa reaches qa with the very bytes that dev ran',
      'A merge to main waits for approval and reaches prod with the very bytes that qa ran',
      'A dispatch that names a forged record is refused: nobody asks GitHub what was good in prod',
    ],
  ],
};

describe('the main story of a delivery that is no demo', () => {
  it.each(Object.entries(DELIVERIES))('has acts for what it has: %s', async (_, [made, titles]) => {
    const acts = MAIN_STORY.acts(made);
    expect(acts.map(({ title }) => title)).toEqual(titles);
    const scenes = await tell(acts, fakeStage(acts), made);
    expect(scenes.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('says nothing of images whose names only the build can tell', () => {
    const dockerfiles = new Map([['web', 'ARG TAG\nFROM node:$TAG\n']]);
    const one = of([tier('live', { from: branch('main') })]);
    const [act] = MAIN_STORY.acts({ ...one, folder: { dockerfiles, hints: new Map() } });
    const steps = Object.values(act?.states.runs[0]?.jobs ?? {}).flatMap((job) => job.steps ?? []);
    const tag = steps.findLast(({ run: what }) => String(what).endsWith('/image-tag'));
    expect(tag?.with?.['build-contexts']).toEqual(/^/);
  });

  it('names its own actions, files and bytes, and nothing of the demo', () => {
    const vendored = { ...of([tier('live', { from: branch('main') })]), workflowPrefix: 'sluice-' };
    const dockerfiles = new Map([['web', 'FROM docker.io/library/node:22-alpine\nFROM node:latest\n']]);
    const [act] = MAIN_STORY.acts({ ...vendored, folder: { dockerfiles, hints: new Map() } });
    const [run] = act?.states.runs ?? [];
    expect(run?.file).toBe('sluice-deploy.yml');
    const steps = Object.values(run?.jobs ?? {}).flatMap((job) => job.steps ?? []);
    const own = steps.map(({ run: what }) => String(what)).filter((what) => what.startsWith('./'));
    expect(new Set(own)).toEqual(
      new Set(['image-tag', 'release', 'rollout'].map((name) => `./.github/sluice/actions/${name}`)),
    );
    const tag = steps.findLast(({ run: what }) => String(what).endsWith('/image-tag'));
    expect(tag?.with?.['instructions']).toBe(
      '.github/workflows/sluice-deploy.yml\n.github/workflows/sluice-build.yml\n.github/sluice/actions',
    );
    const pins = ['node:22-alpine', 'node'].map(
      (name) => `${name}=docker-image://docker.io/library/node@sha256:${'a'.repeat(64)}`,
    );
    expect(pins.join('\n')).toMatch(tag?.with?.['build-contexts'] ?? '');
    expect(JSON.stringify(act)).not.toMatch(/dashboard|agents/);
  });
});

describe('a story about one tier of trials', () => {
  it.each(['only-tested', 'overtaken', 'lost-runner', 'no-permission', 'cancelled-rollout'])(
    'is told wherever there is one, and has no act elsewhere: %s',
    (name) => {
      const story = STORIES.find((one) => one.name === name);
      const dev = tier('dev', { from: branch('feature/**'), trust: 'unprotected' });
      expect(story?.acts(of([dev])).length).toBeGreaterThan(0);
      expect(() => story?.acts(of([tier('live', { from: branch('main') })]))).toThrow(NoAct);
    },
  );
});
