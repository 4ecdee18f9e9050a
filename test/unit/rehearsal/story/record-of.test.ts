import { describe, expect, it } from '@jest/globals';
import { RECORD_SCHEMA } from '../../../../domain/record.ts';
import type { Deployment } from '../../../../rehearsal/github/model.ts';
import { recordOf } from '../../../../rehearsal/story/record-of.ts';
import { RolloutOutputs } from '../../../../rehearsal/story/rollout-outputs.ts';

const payload = { schema: RECORD_SCHEMA, service: 'api', tier: 'dev', run: { id: 7 } };
const deployment = (more: object): Deployment =>
  ({ id: 1, createdAt: '2026-01-01T00:00:00Z', payload, statuses: [], ...more }) as unknown as Deployment;
const read = (more: object) => recordOf(deployment(more), [], new RolloutOutputs());

describe('a deployment', () => {
  it('is a record, also as a text, and one without a status has started', () => {
    expect(read({})).toMatchObject({ service: 'api', state: { phase: 'started' } });
    expect(read({ payload: JSON.stringify(payload) })).toMatchObject({ service: 'api', approvedBy: [] });
  });

  it('says by its last status how it ended', () => {
    const statuses = ['complete: all went well', 'rolled-back: it crashed'].map((description) => ({ description }));
    expect(read({ statuses })?.state).toEqual({ phase: 'ended', outcome: 'rolled-back', sentence: 'it crashed' });
  });

  it.each([[{ schema: 'other' }], [null], ['7'], [{}]])('of somebody else is none: %j', (other) => {
    expect(read({ payload: other })).toBeUndefined();
  });
});
