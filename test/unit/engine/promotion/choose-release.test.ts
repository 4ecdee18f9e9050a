import { describe, expect, it } from '@jest/globals';
import { type CommitSha, parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { type Evidence, statementText } from '../../../../domain/evidence/statement.ts';
import type { DigestReference } from '../../../../domain/image.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { releaseTag } from '../../../../domain/tag.ts';
import { chooseRelease, type PromotionRequest } from '../../../../engine/promotion/choose-release.ts';
import type { KubernetesObject, ObjectReference } from '../../../../engine/rollout/cluster.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';
import { evidence, run } from '../../domain/evidence/evidence-of.ts';
import { MemoryEvidence } from '../evidence/memory-evidence.ts';

const [OLD, HEAD, ELSEWHERE] = ['a', 'b', 'e'].map((digit) => parseCommitSha(digit.repeat(40))) as [
  CommitSha,
  CommitSha,
  CommitSha,
];
const RELEASES = 'r.example/p/services/api';
const STAGING = 'r.example/p/evidence-staging';
const before = {
  tier: 'staging',
  evidence: STAGING,
  workflows: [{ file: '.github/workflows/deploy.yml', ref: 'refs/heads/develop' }],
};

/** Two releases of a service, of the old commit and of the head, and what is known of them. */
class Scene {
  readonly registry = new MemoryRegistry();
  readonly store = new MemoryEvidence();
  readonly known = [run({ id: 1 }), run({ id: 2, createdAt: '2026-03-02T00:00:00Z' })];
  readonly old = this.released('old', OLD);
  readonly new = this.released('new', HEAD);
  live: KubernetesObject | undefined;
  /** Services and commits of which a run has formed the release. */
  formed: readonly string[] = [];

  constructor() {
    this.released('elsewhere', ELSEWHERE);
  }

  /** What the builder has tagged as the release of a commit. */
  released(image: string, commit: CommitSha, { service = 'api', tier = 'production' } = {}): DigestReference {
    const of = {
      service,
      image: { repository: RELEASES, digest: digestOf(image) },
      manifests: { [tier]: 'kind: X\n' },
    };
    return this.registry.addRelease(RELEASES, releaseArtifact(of), releaseTag('api', commit));
  }

  async says(release: Evidence['release'], id: 1 | 2, over: Partial<Evidence> = {}): Promise<void> {
    const { createdAt } = this.known[id - 1] ?? run();
    const said = evidence({ release, run: { id, attempt: 1, createdAt }, ...over });
    await this.store.attach(`${STAGING}/api`, release, statementText(said));
  }

  runs(annotations: Readonly<Record<string, string>>): void {
    const metadata = { name: 'api', namespace: 'production', annotations };
    this.live = { apiVersion: 'apps/v1', kind: 'Deployment', metadata };
  }

  choose(over: Partial<PromotionRequest> = {}) {
    const request = {
      service: 'api',
      tier: 'production',
      commit: HEAD,
      head: HEAD,
      releases: RELEASES,
      namespace: 'production',
    };
    return chooseRelease(
      { ...request, repository: 7, before, formedBy: [], expected: undefined, ...over },
      {
        registry: this.registry,
        store: this.store,
        formings: { isFormed: async (commit, service) => this.formed.includes(`${service} ${commit}`) },
        runs: { find: async (id) => this.known.find((each) => each.id === id) },
        branches: { contains: async (head, commit) => head === commit || (head === HEAD && commit === OLD) },
        cluster: { get: async ({ kind }: ObjectReference) => (kind === 'Deployment' ? this.live : undefined) },
      },
    );
  }

  async code(over: Partial<PromotionRequest> = {}): Promise<string> {
    const choice = await this.choose(over);
    return choice.kind === 'proven' ? 'proven' : choice.refusal.code;
  }
}

describe('the release of a commit', () => {
  it('goes up when the tier before has proven it', async () => {
    const scene = new Scene();
    await scene.says(scene.new, 2);
    expect(await scene.choose()).toMatchObject({ kind: 'proven', release: scene.new });
  });

  it('can go through the tier before where nothing proves it, if it is the newest', async () => {
    const scene = new Scene();
    expect(await scene.choose()).toMatchObject({
      kind: 'unproven',
      release: scene.new,
      refusal: { code: 'evidence-missing' },
    });
    await scene.says(scene.new, 2, { said: 'failed' });
    expect(await scene.choose()).toMatchObject({ kind: 'unproven', refusal: { code: 'said-failed' } });
    expect(await scene.choose({ commit: OLD })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'commit-not-newest' },
    });
  });

  it('is refused of a commit that is not on the branch, though there is a release', async () => {
    expect(await new Scene().code({ commit: ELSEWHERE })).toBe('commit-elsewhere');
  });

  it('is refused where the builder has left none', async () => {
    const scene = new Scene();
    scene.registry.tags.clear();
    expect(await scene.choose()).toMatchObject({ kind: 'refused', refusal: { code: 'release-missing' } });
  });

  it('is refused where an earlier job has found another', async () => {
    const scene = new Scene();
    await scene.says(scene.new, 2);
    expect(await scene.code({ expected: scene.old })).toBe('release-moved');
    expect(await scene.code({ expected: scene.new })).toBe('proven');
  });

  it.each([
    ['another service', { service: 'web' }, 'other-service'],
    ['another tier', { tier: 'dev' }, 'other-tier'],
  ])('is refused where what is tagged so is of %s, whatever is proven of it', async (_, of, reason) => {
    const scene = new Scene();
    const planted = scene.released('new', HEAD, of);
    await scene.says(planted, 2);
    await expect(scene.choose()).rejects.toMatchObject({ reason });
  });

  it('is refused where an earlier job has found one that lies elsewhere', async () => {
    const expected = { ...new Scene().new, repository: 'r.example/p/services-dev/api' };
    await expect(new Scene().choose({ expected })).rejects.toMatchObject({ reason: 'other-repository' });
  });
});

describe('an older release', () => {
  const released = (digest: string, more: Readonly<Record<string, string>> = {}) => ({
    'sluice.dev/release': digest,
    ...more,
  });

  it('does not take the place of a newer one, though it was proven', async () => {
    const scene = new Scene();
    await scene.says(scene.old, 1);
    await scene.says(scene.new, 2);
    scene.runs(released(scene.new.digest));
    expect(await scene.code({ commit: OLD })).toBe('older-than-live');
    scene.runs(released(scene.old.digest));
    expect(await scene.code({ commit: OLD })).toBe('proven');
    expect(await scene.code()).toBe('proven');
  });

  it('is newer when it was proven again since', async () => {
    const scene = new Scene();
    await scene.says(scene.new, 1);
    await scene.says(scene.old, 2);
    scene.runs(released(scene.new.digest));
    expect(await scene.code({ commit: OLD })).toBe('proven');
  });

  it('is told from a newer one though GitHub has forgotten the run of that, and though it was taken back', async () => {
    const scene = new Scene();
    await scene.says(scene.old, 1);
    await scene.says(scene.new, 2);
    scene.known.splice(1);
    scene.runs(released(scene.new.digest));
    expect(await scene.code({ commit: OLD })).toBe('older-than-live');
    await scene.says(scene.new, 1, {
      said: 'withdrawn',
      run: { id: 1, attempt: 2, createdAt: '2026-03-01T00:00:00Z' },
    });
    expect(await scene.code({ commit: OLD })).toBe('older-than-live');
  });

  it('is told by the run that wrote the workload where nothing is left that proved it', async () => {
    const scene = new Scene();
    await scene.says(scene.old, 1);
    const wrote = (time: string) => scene.runs(released(scene.new.digest, { 'sluice.dev/run': `${time} 9 1` }));
    wrote('2026-03-03T00:00:00Z');
    expect(await scene.code({ commit: OLD })).toBe('older-than-live');
    wrote('2026-02-03T00:00:00Z');
    expect(await scene.code({ commit: OLD })).toBe('proven');
    scene.runs(released(scene.new.digest));
    expect(await scene.code({ commit: OLD })).toBe('order-unknown');
  });

  it('is not what plain manifests are compared with', async () => {
    const scene = new Scene();
    await scene.says(scene.old, 1);
    scene.runs(released('none'));
    expect(await scene.code({ commit: OLD })).toBe('proven');
  });
});

describe('without a tier before', () => {
  const alone = { before: undefined };

  it('the release of the commit goes up', async () => {
    const scene = new Scene();
    expect(await scene.code(alone)).toBe('proven');
    scene.runs({ 'sluice.dev/commit': OLD });
    expect(await scene.code(alone)).toBe('proven');
    scene.runs({ 'sluice.dev/commit': HEAD });
    expect(await scene.code(alone)).toBe('proven');
  });

  it('that of a commit before the one that runs does not', async () => {
    const scene = new Scene();
    scene.runs({ 'sluice.dev/commit': HEAD });
    expect(await scene.code({ ...alone, commit: OLD })).toBe('older-than-live');
  });
});

describe('who formed the release of a commit', () => {
  const formedBy = [{ file: '.github/workflows/deploy.yml', ref: 'refs/heads/main' }];

  it('is asked of GitHub: a tag that somebody else wrote names nothing that goes up', async () => {
    const scene = new Scene();
    await scene.says(scene.new, 2);
    scene.formed = [`web ${HEAD}`, `api ${OLD}`];
    expect(await scene.choose({ formedBy })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'release-unproven', sentence: expect.stringContaining('"Form the release of api"') },
    });
    expect(await scene.choose({ formedBy, before: undefined })).toMatchObject({ kind: 'refused' });
    scene.formed = [`api ${HEAD}`];
    expect(await scene.choose({ formedBy })).toMatchObject({ kind: 'proven', release: scene.new });
  });
});
