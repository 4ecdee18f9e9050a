import { describe, expect, it } from '@jest/globals';
import { rememberedActions } from '../../../../rehearsal/workflow/remembered-actions.ts';

const FILE = { name: 'a/action.yml', path: 'a/action.yml', content: 'runs: 1' };

describe('actions that are remembered', () => {
  it('are read once for each text and place, and once more for another', () => {
    const asked: string[] = [];
    const read = rememberedActions(({ path, content }) => {
      asked.push(`${path} ${content}`);
      return { kind: 'docker', inputs: [] };
    });
    const first = read(FILE);
    expect(read({ ...FILE })).toBe(first);
    read({ ...FILE, content: 'runs: 2' });
    read({ ...FILE, path: 'b/action.yml' });
    read({ ...FILE, name: 'other' });
    expect(asked).toEqual([
      'a/action.yml runs: 1',
      'a/action.yml runs: 2',
      'b/action.yml runs: 1',
      'a/action.yml runs: 1',
    ]);
  });

  it('are refused every time, read once', () => {
    let asked = 0;
    const read = rememberedActions(() => {
      asked += 1;
      throw new Error('no runs');
    });
    expect(() => read(FILE)).toThrow('no runs');
    expect(() => read(FILE)).toThrow('no runs');
    expect(asked).toBe(1);
  });
});
