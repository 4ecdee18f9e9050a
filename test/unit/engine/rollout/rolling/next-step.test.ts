import { expect, it } from '@jest/globals';
import { nextStep } from '../../../../../engine/rollout/rolling/next-step.ts';

it.each([
  [0, 'write-others', 'cancel'],
  [1, 'run-jobs', 'cancel'],
  [2, 'write-workloads', 'cancel'],
  [3, 'begin-jobs-beside', 'cancel'],
  [4, 'watch', 'cancel'],
  [5, 'record', 'record'],
])('after %i steps rolling goes on with "%s", and with "%s" where somebody cancels', (taken, next, cancelled) => {
  expect(nextStep({ taken, cancelled: false })).toBe(next);
  expect(nextStep({ taken, cancelled: true })).toBe(cancelled);
});
