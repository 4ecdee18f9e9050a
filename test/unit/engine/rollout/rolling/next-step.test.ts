import { expect, it } from '@jest/globals';
import { nextStep, type Situation } from '../../../../../engine/rollout/rolling/next-step.ts';

it.each<[Situation['last'], string, string]>([
  [undefined, 'write-others', 'cancel'],
  ['write-others', 'run-jobs', 'cancel'],
  ['run-jobs', 'write-workloads', 'cancel'],
  ['write-workloads', 'begin-jobs-beside', 'cancel'],
  ['begin-jobs-beside', 'watch', 'cancel'],
  ['watch', 'record', 'record'],
])('after %p rolling goes on with "%s", and with "%s" where somebody cancels', (last, next, cancelled) => {
  expect(nextStep({ last, cancelled: false })).toBe(next);
  expect(nextStep({ last, cancelled: true })).toBe(cancelled);
});
