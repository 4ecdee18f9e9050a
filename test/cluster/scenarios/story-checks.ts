import { isDeepStrictEqual } from 'node:util';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import { embeddedGround } from '../../../rehearsal/embedded-ground.ts';
import type { GroundKind } from '../../../rehearsal/ground.ts';
import { MAIN_STORY } from '../../../rehearsal/stories/stories.ts';
import type { Scene } from '../../../rehearsal/story/tell.ts';
import { tellOn } from '../../rehearsal/tell-on.ts';
import { FOLDERS, paths } from '../bring-up/layout.ts';
import { realGround } from '../rehearsal/real-ground.ts';
import { type Check, Skipped } from '../scenario-run/check.ts';

/** The story of `npm start`, told twice. It uses namespaces with the names of the tiers, so only the tests' own cluster may have it. */
export const STORY_CHECKS: readonly Check[] = [
  {
    name: 'the story of npm start has the same outcomes and verdicts on the embedded and on this cluster',
    alone: true,
    async run({ cluster }) {
      if (cluster.kubectl.kubeconfig !== paths(FOLDERS).kubeconfig)
        throw new Skipped('the story makes namespaces afresh, which only the cluster of "npm run cluster" may see');
      const [real, embedded] = await Promise.all([told(realGround()), told(embeddedGround)]);
      if (!isDeepStrictEqual(real.outcomes, embedded.outcomes)) {
        throw new Error(`Here:\n${real.outcomes.join('\n')}\nEmbedded:\n${embedded.outcomes.join('\n')}`);
      }
      const wrong = embedded.outcomes.filter((line) => line.includes('✗'));
      if (wrong.length > 0) throw new Error(`Alike, and not as it must be:\n${wrong.join('\n')}`);
      const count = real.outcomes.length;
      return `${count} outcomes in ${real.seconds.toFixed(0)} s, embedded in ${embedded.seconds.toFixed(0)} s`;
    },
  },
];

async function told(ground: GroundKind): Promise<{ readonly outcomes: readonly string[]; readonly seconds: number }> {
  const since = performance.now();
  const scenes = await tellOn(ground, MAIN_STORY, platform);
  return { outcomes: scenes.flatMap(outcomes), seconds: (performance.now() - since) / 1000 };
}

/** What must be the same wherever the story is told, one line a deployment: jobs of a run end in any order. */
function outcomes({ act, runs, records, problems }: Scene): readonly string[] {
  const lines = records.map(({ tier, service, state, failure }) => {
    const outcome = state.phase === 'ended' ? state.outcome : state.phase;
    return `${act.title} | ${service} in ${tier}: ${outcome}${failure === undefined ? '' : ` (${failure})`}`;
  });
  const ended = runs.map(({ file, conclusion, answers }) => {
    const answered =
      answers.map(({ environment, said, by }) => `${environment} ${said} by ${by}`).join(', ') || 'nobody asked';
    return `${act.title} | ${file}: ${conclusion}; ${answered}`;
  });
  return [...lines.sort(), ...ended, ...problems.map((problem) => `${act.title} | ✗ ${problem}`)];
}
