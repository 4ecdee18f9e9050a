import { CANARY_TRAFFIC } from '../canary-step.ts';
import { seconds } from '../seconds.ts';
import { STEPS, TIME, textOf, wordOf } from './kinds.ts';
import { knob } from './knob.ts';
import { STRATEGY_WORDS } from './strategy-word.ts';

export const STRATEGY = knob(wordOf(...STRATEGY_WORDS), {
  name: 'strategy',
  default: 'rolling',
  about: 'rolling, blue-green or canary',
  more: '`rolling` replaces pods step by step; `blue-green` switches the Service between two copies of one Deployment; `canary` gives a growing share of the traffic to the new version first.',
  back: {
    more: 'As the tier is rolled out: `blue-green` switches the traffic to the earlier release; `canary` takes the traffic from a canary first.',
  },
  actions: ['rollout', 'rollback'],
  commands: ['apply', 'rollback'],
});

export const BAKE = knob(TIME, {
  name: 'bake',
  default: seconds(60),
  about: 'how long the new copy must stay healthy with the traffic before the old one may go',
  back: { about: 'how long the earlier release must stay healthy with the traffic' },
  strategies: ['blue-green'],
  actions: ['rollout', 'rollback'],
  commands: ['apply', 'rollback'],
  field: 'bake',
  variable: 'SLUICE_BAKE',
});

export const SCALE_DOWN_DELAY = knob(TIME, {
  name: 'scale-down-delay',
  default: seconds(30),
  about: 'how long the old copy runs on after the bake, for connections that it still has',
  back: { about: 'how long the copy that was left runs on after the bake' },
  strategies: ['blue-green'],
  actions: ['rollout', 'rollback'],
  commands: ['apply', 'rollback'],
  field: 'scaleDownDelay',
  variable: 'SLUICE_SCALE_DOWN_DELAY',
});

export const CHECK = knob(textOf('CHECK'), {
  name: 'check',
  default: '',
  about: 'a URL, or a command for `sh`, that must succeed before the switch and after it',
  more: 'The command finds `SLUICE_MOMENT`, `SLUICE_SERVICE` and `SLUICE_NAMESPACE`.',
  strategies: ['blue-green'],
  actions: ['rollout'],
  commands: [],
});

export const CANARY_STEPS = knob(STEPS, {
  name: 'steps',
  default: [
    { percent: 25, pause: seconds(60) },
    { percent: 50, pause: seconds(60) },
  ],
  about: 'growing shares in percent, and seconds that each is watched',
  strategies: ['canary'],
  actions: ['rollout'],
  commands: ['apply'],
  field: 'steps',
});

export const TRAFFIC = knob(wordOf(...CANARY_TRAFFIC), {
  name: 'traffic',
  default: 'replicas',
  about:
    'what gives it its share: replicas, its number of pods behind the one Service; gateway, the HTTPRoute of the release',
  more: 'The weights of a route are exact.',
  strategies: ['canary'],
  actions: ['rollout'],
  commands: ['apply'],
  field: 'traffic',
});
