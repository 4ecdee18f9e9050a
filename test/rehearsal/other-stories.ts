import { deliveryHere } from '../../cli/rehearsal/delivery-here.ts';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { embeddedGround } from '../../rehearsal/embedded-ground.ts';
import { insideChecks } from '../../rehearsal/stories/inside-checks.ts';
import { MAIN_STORY, STORIES } from '../../rehearsal/stories/stories.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import { type Check, must } from './check.ts';
import { tellOn } from './tell-on.ts';

/** Told of a delivery of its own, by test/unit/rehearsal/stories/inside-checks.slow.test.ts: the demo's checks run on machines of GitHub. */
const ELSEWHERE: readonly Story[] = [insideChecks];

/** Every story that `npm start` does not tell, of as much of the delivery as this machine can run. */
export const otherStoryChecks = (): readonly Check[] =>
  STORIES.filter((story) => story !== MAIN_STORY && !ELSEWHERE.includes(story)).map((story) => ({
    name: `The story ${story.name} goes as it states`,
    async run() {
      const since = Date.now();
      const { delivery, replaced } = await deliveryHere(platform);
      const scenes = await tellOn(embeddedGround, story, delivery, replaced);
      const problems = scenes.flatMap((scene) => scene.problems);
      must(scenes.length > 0 && problems.length === 0, problems.join('\n') || 'No act was played.');
      return `${scenes.length} acts, ${((Date.now() - since) / 1000).toFixed(0)} s`;
    },
  }));
