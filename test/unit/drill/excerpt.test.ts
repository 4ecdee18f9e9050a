import { describe, expect, it } from '@jest/globals';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import type { Deed } from '../../../rehearsal/story/deed.ts';
import type { Company } from '../../../rehearsal/story/role.ts';
import type { Act, Story } from '../../../rehearsal/story/story.ts';
import { excerpt } from '../../drill/play/excerpt.ts';

const PUSH: Deed = { do: 'push', branch: 'one', from: 'main', message: 'x', changes: [] };
const DISPATCH: Deed = { do: 'dispatch', workflow: 'x.yml', branch: 'one', inputs: {} };
const SET_UP: Deed = { do: 'set up an environment', environment: 'dev' };

const act = (title: string, branch: string, ...deeds: readonly Deed[]): Act => ({
  ...{ title, branch, deeds },
  states: { runs: [], records: [], served: [] },
});

/** Titles of the acts that are left of a story when only `meant` can show something. */
function left(acts: readonly Act[], meant: string, company?: Company): readonly string[] {
  const story: Story = {
    ...{ name: 'x', line: 'x', visibility: 'public', acts: () => acts },
    ...(company === undefined ? {} : { company }),
  };
  const { acts: some } = excerpt(story, ({ title }) => title === meant);
  return some(platform).map(({ title }) => title);
}

describe('the part of a story that is played', () => {
  const acts = [act('a', 'one', PUSH), act('b', 'two', PUSH), act('c', 'one', PUSH), act('d', 'one', DISPATCH)];

  it('leaves out what can show nothing, where stand-ins play', () => {
    expect(left(acts, 'c', 'stand-ins')).toEqual(['c']);
    expect(left(acts, 'b', 'stand-ins for steps')).toEqual(['b']);
  });

  it('keeps all where jobs are run: what was before is the past of what comes', () => {
    expect(left(acts, 'b')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps what has made the branch of an act that does not push to it first', () => {
    expect(left(acts, 'd', 'stand-ins')).toEqual(['a', 'c', 'd']);
    expect(left([act('a', 'one', PUSH), act('b', 'one', SET_UP, PUSH)], 'b', 'stand-ins')).toEqual(['b']);
  });

  it('keeps what an administrator has set before', () => {
    const set = act('set', 'two', SET_UP, PUSH);
    expect(left([set, ...acts], 'c', 'stand-ins')).toEqual(['set', 'c']);
    expect(left([...acts, set], 'c', 'stand-ins')).toEqual(['c']);
  });
});
