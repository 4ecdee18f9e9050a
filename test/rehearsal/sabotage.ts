import { withoutPython } from '../../cli/rehearsal/delivery-here.ts';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { findPromtool } from '../../rehearsal/alerts/promtool.ts';
import type { ImageSource, PulledImage } from '../../rehearsal/cluster/image-source.ts';
import { embeddedGround, embeddedGroundWhere } from '../../rehearsal/embedded-ground.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { borders } from '../../rehearsal/stories/borders.ts';
import { hostileTests } from '../../rehearsal/stories/hostile-tests.ts';
import { MAIN_STORY } from '../../rehearsal/stories/stories.ts';
import type { Act, Story } from '../../rehearsal/story/story.ts';
import { type Check, must } from './check.ts';
import { tellOn } from './tell-on.ts';

const { delivery, replaced } = withoutPython(platform);
const PROMOTE = '.github/workflows/promote.yml';
const DEPLOY = '.github/workflows/deploy.yml';
const IDENTITIES = 'setup/gcp/identities.json';
const BOOTSTRAP = `${platform.root}/k8s/bootstrap/production.yaml`;
const WRITES_PROTECTED = JSON.stringify({
  kind: 'registry',
  repository: platform.registry.repository,
  role: 'roles/artifactregistry.writer',
});
const RULES = `${platform.root}/k8s/observability/production.yaml`;
const CONDITION = /^( {2}dev-dashboard:\n {4}name: .*\n {4}needs:\n(?: {6}- .*\n)+) {4}if: >-\n(?: {6}.*\n)+/m;
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
  deeds: act.deeds.map((deed) =>
    deed.do === 'push'
      ? {
          ...deed,
          changes: deed.changes.map((change) => ({ ...change, by: '\n# Nothing is wrong here.\n' })),
        }
      : deed,
  ),
});

interface Sabotage {
  readonly what: string;
  readonly ground: GroundKind;
  readonly story: Story;
  readonly files: () => ReadonlyMap<string, string>;
  /** Shown only where something judges alerts. */
  readonly judged?: true;
  readonly says: RegExp;
}

const ungated = (): string => {
  const text = replaced.get(PROMOTE) ?? '';
  must(GATE.test(text), `${PROMOTE} has no job in production-approval.`);
  return text.replace(GATE, '');
};

/** One rollout job of deploy.yml without its `if`. */
const unconditional = (): string => {
  const text = replaced.get(DEPLOY) ?? '';
  must(CONDITION.test(text), `${DEPLOY} has no dev-dashboard with needs and a condition.`);
  return text.replace(CONDITION, '$1');
};

/** A generated file in which one thing is another. */
function bent(path: string, from: string | RegExp, to: string): ReadonlyMap<string, string> {
  const text = replaced.get(path) ?? '';
  const by = text.replace(from, to);
  must(by !== text, `${path} has no ${String(from)}.`);
  return new Map([...replaced, [path, by]]);
}

const SABOTAGES: readonly Sabotage[] = [
  {
    what: 'the kubelet ignores the digest',
    ground: embeddedGroundWhere(stubborn),
    story: MAIN_STORY,
    files: () => replaced,
    // The bad commit seems to run: the bytes before it do.
    says: /ended success, wanted failure|other bytes run than were deployed/,
  },
  {
    what: 'the gate is removed',
    ground: embeddedGround,
    story: MAIN_STORY,
    files: () => new Map([...replaced, [PROMOTE, ungated()]]),
    says: /Nobody has said yes in "production-approval"/,
  },
  {
    what: 'a rollout is not kept from other branches',
    ground: embeddedGround,
    story: MAIN_STORY,
    files: () => new Map([...replaced, [DEPLOY, unconditional()]]),
    // GitHub fails every run on another branch: the environment admits none.
    says: /deploy.yml \(push\): dev-dashboard ended failure .*, wanted skipped/,
  },
  {
    what: 'the provider of production admits every job of the repository',
    ground: embeddedGround,
    story: borders,
    files: () =>
      bent(IDENTITIES, /(?<="condition": ")[^"]*'production'[^"]*/, "assertion.repository_id == '731846205'"),
    says: /dev-dashboard has no error that says .*rejected by the attribute condition/,
  },
  {
    what: 'the namespace of production is bound to the deployer of dev, too',
    ground: embeddedGround,
    story: borders,
    files: () => bent(BOOTSTRAP, /(?<=\/subject\/\d+\/)production/, 'dev'),
    says: /dev-dashboard ended success, wanted failure/,
  },
  {
    what: 'the builder of branches may write the protected repository, too',
    ground: embeddedGround,
    story: borders,
    files: () => bent(IDENTITIES, /(?<=\/build\/unprotected",\s*"rights": \[)/, `${WRITES_PROTECTED},`),
    says: /build \/ dashboard ended success, wanted failure/,
  },
  {
    what: 'tests are handed the token of their job',
    ground: embeddedGround,
    story: hostileTests,
    files: () =>
      bent(
        '.github/workflows/test.yml',
        /(?= {8}run: node --test)/,
        '        env:\n          GITHUB_TOKEN: ${{ github.token }}\n',
      ),
    says: /test \/ dashboard .*A test found GITHUB_TOKEN/,
  },
  {
    what: 'the alert on errors has a bound that nothing reaches',
    ground: embeddedGround,
    story: MAIN_STORY,
    files: () => bent(RULES, /(?<=job="dashboard".*\) > )0\.05(?=\) and .*status="5xx")/, '1.05'),
    judged: true,
    says: /HighErrorRate of dashboard does not fire in production .*; what fires is ErrorBudgetBurnsFast of dashboard/,
  },
  {
    what: 'another alert of the tier fires',
    ground: embeddedGround,
    story: MAIN_STORY,
    files: () => bent(RULES, /(?<=alert: ScrapeFailing\n +expr: .*) == 0\n +for: 10m/, ' == 1'),
    judged: true,
    says: /ScrapeFailing of dashboard fires in production after 0 min, wanted no such alert/,
  },
  {
    what: 'the bad commit is made good',
    ground: embeddedGround,
    story: {
      ...MAIN_STORY,
      acts: (of) => MAIN_STORY.acts(of).map((act, index) => (index === 1 ? harmless(act) : act)),
    },
    files: () => replaced,
    says: /dev-dashboard ended success, wanted failure/,
  },
];

/** The story fails when it should: each thing it proves is taken away in turn, in the world itself. */
export const sabotageChecks = (): readonly Check[] =>
  SABOTAGES.map(({ what, ground, story, files, judged, says }) => ({
    name: `The story fails when ${what}`,
    async run() {
      const promtool = await findPromtool(process.env['PATH'] ?? '');
      if (judged === true && promtool.kind === 'absent') return `no alert was evaluated: ${promtool.why}`;
      const scenes = await tellOn(ground, story, delivery, files());
      const problems = scenes.flatMap((scene) => scene.problems);
      must(says.test(problems.join('\n')), `It said: ${problems.join('\n') || 'nothing'}`);
      return `act ${scenes.length}: ${problems[0]}`;
    },
  }));
