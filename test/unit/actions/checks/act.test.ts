import { describe, expect, it } from '@jest/globals';
import { act } from '../../../../actions/checks/act.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { parseDigestReference } from '../../../../domain/image.ts';
import type { Markdown } from '../../../../domain/markdown.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { releaseTag } from '../../../../domain/tag.ts';
import type { RunScript } from '../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';
import { checksRoom, checksText, IMAGE, REPOSITORY, RUN } from '../../engine/verification/checks-room.ts';

const COMMIT = parseCommitSha('a'.repeat(40));

interface Given {
  readonly isReleased?: boolean;
  readonly isFormed?: boolean;
  readonly service?: string;
  readonly formedBy?: string;
}

/** One call of the action, where the checks do this. */
async function played(
  script: RunScript,
  {
    isReleased = true,
    isFormed = true,
    service = 'checks-staging',
    formedBy = '.github/workflows/deploy.yml@refs/heads/main',
  }: Given = {},
) {
  const registry = new MemoryRegistry();
  const artifact = releaseArtifact({
    service: 'checks-staging',
    image: parseDigestReference(IMAGE),
    manifests: { staging: checksText() },
  });
  await registry.push(REPOSITORY, artifact);
  const release = { repository: REPOSITORY, digest: artifact.manifest.digest };
  if (isReleased) await registry.tag(release, releaseTag(service, COMMIT));
  const { room, log } = checksRoom(script);
  const outputs: Record<string, string> = {};
  const summaries: string[] = [];
  const ending = await room.until(
    act(
      {
        inputs: {
          service,
          tier: 'staging',
          namespace: 'production',
          repository: REPOSITORY,
          'formed-by': formedBy,
          token: 't',
        },
        github: {
          ...{ repository: { owner: 'acme', name: 'platform' }, commit: COMMIT, ref: 'refs/heads/main' },
          ...{ eventName: 'push', event: {}, runId: 7, runAttempt: 1, job: 'staging-verify', actor: 'mina' },
          ...{ apiUrl: '', serverUrl: '', workspace: '/', temporary: '/' },
        },
        log: {
          ...{ debug: () => {}, error: () => {} },
          info: (line) => void log.push(line),
          warning: (line) => void log.push(line),
          group: (title, lines) => void log.push(title, ...lines),
        },
        signal: new AbortController().signal,
        output: (name, value) => {
          outputs[name] = value;
        },
        summary: (markdown: Markdown) => void summaries.push(markdown.toString()),
        save: () => {},
        saved: () => '',
      },
      {
        registry,
        formings: { isFormed: async () => isFormed },
        images: { has: async () => true },
        currentRun: { read: async () => RUN },
        clock: room.clock,
        commit: COMMIT,
        cluster: () => room.cluster,
      },
    ),
  );
  return { ending, outputs, summary: summaries.join('\n'), log, jobs: room.objects('Job') };
}

const PASS: RunScript = { logs: ['12 passed'], exit: { code: 0, after: 1_000 } };

describe('the action that runs the checks of a tier inside it', () => {
  it('is green where they passed, and names the release that it took', async () => {
    const { ending, outputs, summary } = await played(PASS);
    expect(ending).toEqual({ ok: true });
    expect(outputs).toMatchObject({ outcome: 'passed', release: expect.stringMatching(`^${REPOSITORY}@sha256:`) });
    expect(summary).toContain('## Checks of staging: passed');
    expect(summary).toContain('12 passed');
  });

  it('is red where they failed, and shows what they wrote: masked, cut, and unable to act', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `case ${index}`);
    const { ending, outputs, summary } = await played({
      logs: [...lines, '::error::from the pod', 'token: ghp_0123456789abcdefghij0123456789abcdef', '```'],
      exit: { code: 1, after: 1_000 },
    });
    expect(ending).toMatchObject({ ok: false, title: 'Checks of staging: failed' });
    expect(outputs['outcome']).toBe('failed');
    expect(summary).not.toContain('ghp_0123');
    expect(summary).toContain('case 499');
    expect(summary).not.toContain('case 400\n');
    expect(summary).toMatch(/^````text\n/m);
  });

  it.each([
    [{ isReleased: false }, 'release-missing'],
    [{ isFormed: false }, 'release-unproven'],
    [{ service: 'checks-other' }, 'other-service'],
  ])('begins nothing of %j, and says why by a word', async (given, reason) => {
    const { ending, outputs, summary, jobs } = await played(PASS, given);
    expect(ending).toMatchObject({ ok: false, title: `Refused (${reason})` });
    expect(outputs).toEqual({ outcome: 'unknown' });
    expect(summary).toContain('No checks were begun:');
    expect(jobs).toEqual([]);
  });

  it('asks nobody who formed the release of a tier that any branch builds for', async () => {
    expect(await played(PASS, { isFormed: false, formedBy: '' })).toMatchObject({ ending: { ok: true } });
  });
});
