import { describe, expect, it } from '@jest/globals';
import { parseFieldSelector } from '../../../../../rehearsal/cluster/storage/field-selector.ts';
import { parseLabelSelector } from '../../../../../rehearsal/cluster/storage/label-selector.ts';
import { PODS, pod, refusal } from './manifests.ts';

describe('label selectors', () => {
  const labels = { app: 'api', tier: 'web', rank: '3' };
  it.each([
    ['', true],
    ['app=api', true],
    ['app==api,tier=web', true],
    ['app!=api', false],
    ['missing!=x', true],
    ['app in (api, other)', true],
    ['app notin (api)', false],
    ['missing notin (api)', true],
    ['app,!missing', true],
    ['!app', false],
    ['app in (api),tier in (db,web)', true],
    ['rank>2,rank<4', true],
    ['app>1', false],
  ])('%s matches: %s', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected);
  });

  it('name the part they cannot read', () => {
    expect(refusal(() => parseLabelSelector('app~3'))).toMatchObject({
      code: 400,
      message: expect.stringContaining('"app~3"'),
    });
  });
});

describe('field selectors', () => {
  const object = { ...pod('a', { nodeName: 'n1' }), status: { phase: 'Running' } };
  it.each([
    ['metadata.name=a', true],
    ['metadata.name!=a', false],
    ['status.phase=Running,spec.nodeName=n1', true],
    ['spec.nodeName=', false],
  ])('%s matches: %s', (selector, expected) => {
    expect(parseFieldSelector(PODS, selector)(object)).toBe(expected);
  });

  it('refuse a field that is not indexed', () => {
    expect(refusal(() => parseFieldSelector(PODS, 'spec.hostname=a')).message).toBe(
      'field label not supported: spec.hostname',
    );
  });
});
