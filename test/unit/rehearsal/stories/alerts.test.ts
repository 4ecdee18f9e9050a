import { describe, expect, it } from '@jest/globals';
import { atMost, waves } from '../../../../domain/waves.ts';
import { erringOf } from '../../../../rehearsal/stories/facts/alerts.ts';
import { MAIN_STORY } from '../../../../rehearsal/stories/stories.ts';
import type { StoryDelivery } from '../../../../rehearsal/story/story.ts';
import { tell } from '../../../../rehearsal/story/tell.ts';
import { observedPlatform } from '../../../fixtures/observed-platform.ts';
import { withFolder } from '../../../with-folder.ts';
import { fakeStage } from '../story/fake-stage.ts';

const DEMO = await withFolder(observedPlatform);
const [, , production] = DEMO.tiers;
if (production === undefined) throw new Error('The platform has three tiers.');
const PAGE = '/agents/0123456789abcdef0123456789abcdef';
const acts = MAIN_STORY.acts(DEMO);

describe('a page that fails for users', () => {
  it('comes with the hotfix and wakes somebody, and nothing fires when it is taken back', () => {
    const stated = acts.flatMap(({ title, states: { alerts } }) => (alerts === undefined ? [] : [{ title, alerts }]));
    const at = { tier: 'production', service: 'dashboard', page: PAGE, minutes: 4 };
    expect(stated).toEqual([
      {
        title:
          'A hotfix on main that staging never saw goes through staging first; what no test asks for fails, and wakes somebody',
        alerts: { ...at, fires: ['HighErrorRate', 'ErrorBudgetBurnsFast'] },
      },
      { title: 'One dispatch returns production to the release before', alerts: { ...at, fires: [] } },
    ]);
  });

  it('is told to the end where it goes so', async () => {
    const scenes = await tell(acts, fakeStage(acts), DEMO);
    expect(scenes.flatMap(({ problems }) => problems)).toEqual([]);
    expect(scenes.filter(({ watched }) => watched !== undefined)).toHaveLength(2);
  });

  it.each<[string, Partial<StoryDelivery>]>([
    ['nobody watches', { observability: undefined } as never],
    ['the tier is not watched', { observability: { ...DEMO.observability, tiers: ['staging'] } } as never],
    [
      'the service is not watched',
      {
        observability: {
          ...DEMO.observability,
          services: DEMO.observability?.services.filter(({ service }) => service !== 'dashboard'),
        },
      } as never,
    ],
    ['nothing says how it fails', { folder: { dockerfiles: new Map(), hints: new Map() } }],
  ])('is not made to fail where %s', (_, more) => {
    expect(erringOf({ ...DEMO, ...more }, production, 'dashboard')).toBeUndefined();
  });

  it('is not made to fail in a tier of several clusters', () => {
    const [one, other] = ['europe-west1', 'us-east1'].map((location) => ({ ...DEMO.cluster, location }));
    if (one === undefined || other === undefined) throw new Error('There are two places.');
    const clusters = atMost(1, waves([one], [other]));
    expect(erringOf(DEMO, { ...production, clusters }, 'dashboard')).toBeUndefined();
  });
});

describe('whoever watches', () => {
  const asked = async (watch: ReturnType<typeof fakeStage>['watch']) => {
    const scenes = await tell(acts, { ...fakeStage(acts), watch }, DEMO);
    return scenes.flatMap(({ problems }) => problems);
  };

  it('stops the story where an alert is silent', async () => {
    expect(await asked(async ({ seconds }) => ({ kind: 'judged', seconds, fired: [] }))).toEqual([
      'HighErrorRate of dashboard does not fire in production within 4 min of what its pods told, wanted that it does; what fires is nothing.',
      'ErrorBudgetBurnsFast of dashboard does not fire in production within 4 min of what its pods told, wanted that it does; what fires is nothing.',
    ]);
  });

  it('says in one sentence why nothing can be judged', async () => {
    const watch = async (): Promise<never> => {
      throw new Error('No pod of dashboard told its numbers: nothing could be judged.');
    };
    expect(await asked(watch)).toEqual([
      'The alerts of production cannot be judged: No pod of dashboard told its numbers: nothing could be judged.',
    ]);
  });

  it('does not stop it where nothing judges', async () => {
    expect(await asked(async () => ({ kind: 'not judged', why: 'there is nothing' }))).toEqual([]);
  });
});
