import { describe, expect, it } from '@jest/globals';
import {
  type CustomResource,
  customProgress,
  customState,
} from '../../../../../domain/verdict/kinds/custom-resource.ts';
import { bare, condition } from '../objects.ts';

describe('an object of another controller', () => {
  const resource = (status?: object, metadata: object = { generation: 2 }) =>
    bare('Custom', {}, status, metadata) as CustomResource;
  const ready = (status: 'True' | 'False', more: object = {}) => condition('Ready', status, more);
  const conditions = (...all: readonly object[]) => ({ conditions: all });

  it.each<[string, CustomResource, string, string]>([
    ['without a status', resource(), 'current', 'shows no condition that speaks against it'],
    ['without conditions', resource({}), 'current', 'shows no condition that speaks against it'],
    [
      'that is being deleted',
      resource(conditions(ready('True')), { deletionTimestamp: 'x' }),
      'terminating',
      'is being deleted',
    ],
    [
      'whose controller is behind',
      resource({ observedGeneration: 1 }),
      'in-progress',
      'has generation 2, and its controller has seen 1',
    ],
    [
      'whose controller has seen it',
      resource({ observedGeneration: 2 }),
      'current',
      'shows no condition that speaks against it',
    ],
    [
      'without generations',
      resource({ observedGeneration: 1 }, {}),
      'current',
      'shows no condition that speaks against it',
    ],
    [
      'that reconciles',
      resource(conditions(condition('Reconciling', 'True', { reason: 'A', message: 'b' }))),
      'in-progress',
      'is reconciling (A: b)',
    ],
    [
      'that has reconciled',
      resource(conditions(condition('Reconciling', 'False'))),
      'current',
      'shows no condition that speaks against it',
    ],
    [
      'that was stalled before',
      resource(conditions(condition('Stalled', 'True', { observedGeneration: 1 }))),
      'current',
      'shows no condition that speaks against it',
    ],
    [
      'that is not stalled',
      resource(conditions(condition('Stalled', 'False'))),
      'current',
      'shows no condition that speaks against it',
    ],
    ['that is ready', resource(conditions(ready('True'))), 'current', 'is ready'],
    [
      'that is ready for a reason',
      resource(conditions(ready('True', { reason: 'Issued' }))),
      'current',
      'is ready (Issued)',
    ],
    [
      'that is not ready',
      resource(conditions(ready('False', { message: 'no issuer' }))),
      'in-progress',
      'is not ready (no issuer)',
    ],
    [
      'that was ready before',
      resource(conditions(ready('True', { observedGeneration: 1 }))),
      'in-progress',
      'has a Ready condition of an earlier generation',
    ],
    ['that says it of this one', resource(conditions(ready('True', { observedGeneration: 2 }))), 'current', 'is ready'],
    [
      'that says it of a generation that it has not',
      resource(conditions(ready('True', { observedGeneration: 1 })), {}),
      'current',
      'is ready',
    ],
  ])('says how far it is: one %s', (_, of, state, words) => {
    expect(customState(of)).toEqual({ state, words });
    expect(customProgress(of)).toEqual({ by: 'status', done: state === 'current', words, lasting: true });
  });

  it.each([
    ['without a word', {}, 'is stalled'],
    ['with its reason', { reason: 'BadSpec', message: 'x' }, 'is stalled (BadSpec: x)'],
    ['of its present generation', { observedGeneration: 2 }, 'is stalled'],
  ])('fails when it is stalled: %s', (_, more, words) => {
    const stalled = condition('Stalled', 'True', more);
    const of = resource(conditions(ready('True'), stalled));
    expect(customState(of)).toEqual({ state: 'failed', condition: stalled });
    expect(customProgress(of)).toEqual({ by: 'status', done: false, words, lasting: true });
  });
});
