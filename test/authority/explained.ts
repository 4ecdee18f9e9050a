import { MAIN_STORY } from '../../rehearsal/stories/stories.ts';
import type { Act, Story } from '../../rehearsal/story/story.ts';

/** The crash of the main story, told in the words of the container and no others: who may not read its log only knows how it ended. */
export const explained: Story = {
  ...MAIN_STORY,
  name: 'explained',
  acts: (of) => MAIN_STORY.acts(of).slice(0, 2).map(strictly),
};

const EITHER = 'FEATURE_FLAGS|exit';

/** The sentence of a record is too short for the words of a log. */
const strictly = (act: Act): Act => ({
  ...act,
  states: { ...act.states, runs: deep(act.states.runs) as Act['states']['runs'] },
});

function deep(value: unknown): unknown {
  if (value instanceof RegExp) return value.source === EITHER ? /FEATURE_FLAGS is not set/ : value;
  if (Array.isArray(value)) return value.map(deep);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, deep(each)]))
    : value;
}
