import { seconds } from '../seconds.ts';
import { GIVEN_GRACES, TIME } from './kinds.ts';
import { knob } from './knob.ts';

export const TIMEOUT = knob(TIME, {
  name: 'timeout',
  default: seconds(600),
  about: 'until an unfinished rollout counts as timeout',
  back: { default: seconds(300), about: 'until an unfinished rollback counts as timeout' },
  actions: ['rollout', 'rollback'],
  commands: ['watch', 'apply', 'rollback'],
  field: 'timeout',
  variable: 'SLUICE_TIMEOUT',
});

export const GRACES_KNOB = knob(GIVEN_GRACES, {
  name: 'graces',
  default: {},
  about: 'how long a symptom may last before it is a failure: unschedulable:120,never-ready:90',
  more: 'Names and seconds, where the default does not fit. Names and defaults: docs/verdicts.md.',
  actions: ['rollout', 'rollback'],
  commands: ['watch', 'apply', 'rollback'],
  field: 'graces',
});

export const STABLE_FOR = knob(TIME, {
  name: 'stable-for',
  default: seconds(10),
  about: 'how long every new pod must stay ready without a restart',
  actions: ['rollout', 'rollback'],
  commands: ['watch', 'apply', 'rollback'],
  field: 'stableFor',
  variable: 'SLUICE_STABLE_FOR',
});

export const ROLLBACK_TIMEOUT = knob(TIME, {
  name: 'rollback-timeout',
  default: seconds(300),
  about: 'for returning to the last good state',
  actions: ['rollout'],
  commands: ['apply'],
  field: 'rollbackTimeout',
  variable: 'SLUICE_ROLLBACK_TIMEOUT',
});

export const WATCH_AFTER = knob(TIME, {
  name: 'watch-after',
  default: seconds(0),
  about: 'how long a complete rollout is looked at further, without the lock',
  more: 'A failure in that time goes back, too, unless somebody else has written meanwhile; another run ends the look.',
  actions: ['rollout'],
  commands: ['apply'],
  field: 'watchAfter',
});
