import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { parseGraces } from '../../../../domain/verdict/grace-words.ts';
import { graceInput } from '../../../../workflows-src/pipelines/grace-input.ts';

describe('the graces of a tier in a workflow', () => {
  it('say nothing where nothing differs', () => {
    expect(graceInput({})).toEqual({});
  });

  it('are read by the action as the tier said them', () => {
    const graces = { unschedulable: seconds(900), besideReady: seconds(5) };
    expect(parseGraces(graceInput(graces).graces ?? '')).toEqual(graces);
  });
});
