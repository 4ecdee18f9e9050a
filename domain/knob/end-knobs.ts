import { MANAGERS, SWITCH } from './kinds.ts';
import { knob } from './knob.ts';

export const ROLLBACK = knob(SWITCH, {
  name: 'rollback',
  default: true,
  about: 'returns to the last good state when a rollout fails',
  off: 'leaves a failure as it is',
  actions: ['rollout'],
  commands: ['apply'],
  field: 'rollback',
});

export const PRUNE = knob(SWITCH, {
  name: 'prune',
  default: false,
  about: 'deletes what earlier releases had and this one lacks, once it is complete',
  more: 'Otherwise it is named. Data and what somebody else owns or has changed are never deleted.',
  actions: ['rollout'],
  commands: ['apply'],
  field: 'prune',
});

export const TAKE_OVER = knob(MANAGERS, {
  name: 'take-over',
  default: [],
  about: 'field managers whose fields of the objects all become ours; a refusal names them',
  more: 'What they own and the manifests do not have goes.',
  actions: ['rollout', 'rollback'],
  commands: ['apply', 'rollback'],
  field: 'takeOver',
});
