import { withoutPython } from '../../cli/rehearsal/delivery-here.ts';
import { platform } from '../../examples/ai-agent-platform/delivery.ts';
import type { ImageSource, PulledImage } from '../../rehearsal/cluster/image-source.ts';
import { embeddedGround, embeddedGroundWhere } from '../../rehearsal/embedded-ground.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { demoStory } from '../../rehearsal/story/demo.ts';
import type { Act } from '../../rehearsal/story/story.ts';
import { type Check, must } from './check.ts';
import { tellOn } from './tell-on.ts';

const { delivery, replaced } = withoutPython(platform);
const STORY = demoStory(delivery);
const PROMOTE = '.github/workflows/promote.yml';
const GATE = /^ {4}environment:\n {6}name: production-approval\n( {6}deployment: false\n)?/m;

/** Runs whatever it pulled first of a repository, whatever digest is asked for. */
function stubborn(images: ImageSource): ImageSource {
  const first = new Map<string, Promise<PulledImage>>();
  return {
    pull(reference) {
      const repository = reference.split('@')[0] ?? reference;
      const pulled = first.get(repository) ?? images.pull(reference);
      first.set(repository, pulled);
      return pulled;
    },
  };
}

/** The bad commit without what is bad about it. */
const harmless = (act: Act): Act => ({
  ...act,
  play: (stage) =>
    act.play({
      ...stage,
      push: (commit) =>
        stage.push({
          ...commit,
          changes: commit.changes.map((change) => ({
            ...change,
            by: `${change.replace}\n  // Nothing is wrong here.`,
          })),
        }),
    }),
});

interface Sabotage {
  readonly what: string;
  readonly ground: GroundKind;
  readonly acts: readonly Act[];
  readonly files: () => ReadonlyMap<string, string>;
  readonly says: RegExp;
}

const ungated = (): string => {
  const text = replaced.get(PROMOTE) ?? '';
  must(GATE.test(text), `${PROMOTE} has no job in production-approval.`);
  return text.replace(GATE, '');
};

const SABOTAGES: readonly Sabotage[] = [
  {
    what: 'the kubelet ignores the digest',
    ground: embeddedGroundWhere(stubborn),
    acts: STORY,
    files: () => replaced,
    // The bad commit seems to run: the bytes before it do.
    says: /wanted rolled-back, found complete|other bytes run than were deployed/,
  },
  {
    what: 'the gate is removed',
    ground: embeddedGround,
    acts: STORY,
    files: () => new Map([...replaced, [PROMOTE, ungated()]]),
    says: /Approval was asked for in \[\], wanted \[production-approval\]/,
  },
  {
    what: 'the bad commit is made good',
    ground: embeddedGround,
    acts: STORY.map((act, index) => (index === 1 ? harmless(act) : act)),
    files: () => replaced,
    says: /wanted rolled-back, found complete/,
  },
];

/** The story fails when it should: each thing it proves is taken away in turn, in the world itself. */
export const sabotageChecks = (): readonly Check[] =>
  SABOTAGES.map(({ what, ground, acts, files, says }) => ({
    name: `The story fails when ${what}`,
    async run() {
      const scenes = await tellOn(ground, acts, delivery, files());
      const problems = scenes.flatMap((scene) => scene.problems);
      must(says.test(problems.join('\n')), `It said: ${problems.join('\n') || 'nothing'}`);
      return `act ${scenes.length}: ${problems[0]}`;
    },
  }));
