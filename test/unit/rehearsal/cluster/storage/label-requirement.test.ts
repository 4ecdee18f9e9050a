import { describe, expect, it } from '@jest/globals';
import { allowsNode } from '../../../../../rehearsal/cluster/controllers/scheduler/node-affinity.ts';
import { type LabelRequirement, meets, takes } from '../../../../../rehearsal/cluster/storage/label-requirement.ts';

const LABELS = { app: 'api', rank: '3', negative: '-3', empty: '', half: '3.5' };

describe('a requirement of labels', () => {
  it.each<[string, LabelRequirement, boolean]>([
    ['one of these', { key: 'app', operator: 'In', values: ['web', 'api'] }, true],
    ['one of others', { key: 'app', operator: 'In', values: ['web'] }, false],
    ['one of these, of a label that is not there', { key: 'tier', operator: 'In', values: ['web'] }, false],
    ['none of these', { key: 'app', operator: 'NotIn', values: ['api'] }, false],
    ['none of others', { key: 'app', operator: 'NotIn', values: ['web'] }, true],
    ['none of these, of a label that is not there', { key: 'tier', operator: 'NotIn', values: ['web'] }, true],
    ['that it is there', { key: 'empty', operator: 'Exists' }, true],
    ['that one is there that is not', { key: 'tier', operator: 'Exists' }, false],
    ['that it is not there', { key: 'tier', operator: 'DoesNotExist' }, true],
    ['that one is not there that is', { key: 'empty', operator: 'DoesNotExist' }, false],
    ['more', { key: 'rank', operator: 'Gt', values: ['2'] }, true],
    ['more than as much', { key: 'rank', operator: 'Gt', values: ['3'] }, false],
    ['less', { key: 'rank', operator: 'Lt', values: ['4'] }, true],
    ['less than as much', { key: 'rank', operator: 'Lt', values: ['3'] }, false],
    ['more than a negative number', { key: 'negative', operator: 'Gt', values: ['-4'] }, true],
    ['less, of a label that is not there', { key: 'tier', operator: 'Lt', values: ['4'] }, false],
    ['less, of a label that is empty', { key: 'empty', operator: 'Lt', values: ['4'] }, false],
    ['more, of a label that is no whole number', { key: 'half', operator: 'Gt', values: ['2'] }, false],
    ['more than what is no whole number', { key: 'rank', operator: 'Gt', values: ['2.5'] }, false],
    ['what nobody knows', { key: 'app', operator: 'Like', values: ['a*'] }, false],
  ])('%s', (_, requirement, expected) => {
    expect(meets(requirement, LABELS)).toBe(expected);
  });
});

describe('a selector of labels', () => {
  it.each([
    ['takes everything when it is empty', {}, true],
    ['wants every label', { matchLabels: { app: 'api', rank: '4' } }, false],
    ['wants every requirement', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, false],
    [
      'wants both',
      { matchLabels: { app: 'api' }, matchExpressions: [{ key: 'rank', operator: 'In', values: ['3'] }] },
      true,
    ],
  ])('%s', (_, selector, expected) => {
    expect(takes(selector, LABELS)).toBe(expected);
  });
});

describe('required node affinity', () => {
  it('compares whole numbers alone', () => {
    const requirement = { key: 'cores', operator: 'Gt', values: ['-1'] };
    const terms = { nodeSelectorTerms: [{ matchExpressions: [requirement] }] };
    const spec = {
      containers: [],
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
    };
    const allows = (cores: string) => allowsNode(spec, { metadata: { name: 'a', labels: { cores } } });
    expect(['8', '', '8.5'].map(allows)).toEqual([true, false, false]);
  });
});
