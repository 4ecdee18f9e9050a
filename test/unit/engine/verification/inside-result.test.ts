import { describe, expect, it } from '@jest/globals';
import { parseDigestReference } from '../../../../domain/image.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import type { Run } from '../../../../domain/run-order.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import type { VerificationResult } from '../../../../engine/verification/complete-records.ts';
import { insideResult } from '../../../../engine/verification/inside-result.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';
import { checksText, IMAGE, REPOSITORY, RUN, wantedJob } from './checks-room.ts';

const registry = new MemoryRegistry();
const artifact = releaseArtifact({
  service: 'checks-staging',
  image: parseDigestReference(IMAGE),
  manifests: { staging: checksText() },
});
await registry.push(REPOSITORY, artifact);
const release = { repository: REPOSITORY, digest: artifact.manifest.digest };
const checks = { service: 'checks-staging', tier: 'staging', repository: REPOSITORY, namespace: 'production', release };

const ended = (run: Run, type: 'Complete' | 'Failed'): KubernetesObject => ({
  ...wantedJob(run, release.digest),
  status: { conditions: [{ type, status: 'True', reason: 'BackoffLimitExceeded' }], succeeded: 1 },
});

/** What is said in a run where GitHub says this, and the cluster has these Jobs. */
const said = (
  result: VerificationResult,
  jobs: readonly KubernetesObject[],
  { run = RUN, of = checks as typeof checks | 'none' } = {},
) =>
  insideResult({ result }, of === 'none' ? undefined : of, {
    registry,
    currentRun: { read: async () => run },
    cluster: () => ({ get: async ({ name }) => jobs.find(({ metadata }) => metadata.name === name) }),
  });

describe('the result of checks that ran inside a tier', () => {
  it('is what their Job says, and why is told', async () => {
    expect(await said('success', [ended(RUN, 'Complete')])).toMatchObject({
      result: 'success',
      sentences: [expect.stringContaining('passed')],
    });
    expect(await said('failure', [ended(RUN, 'Failed')])).toMatchObject({
      result: 'failure',
      sentences: [expect.stringContaining('failed')],
    });
  });

  it('is never taken from GitHub alone: a job that is green proves nothing where the cluster has no Job of this run', async () => {
    for (const jobs of [[], [ended({ ...RUN, id: 6 }, 'Complete')]])
      expect(await said('success', jobs)).toMatchObject({ result: 'unknown' });
    expect(await said('success', [ended(RUN, 'Failed')])).toMatchObject({ result: 'failure' });
  });

  it('is not known where GitHub says that who waited for a Job that is complete has failed', async () => {
    expect(await said('failure', [ended(RUN, 'Complete')])).toMatchObject({
      result: 'unknown',
      sentences: { length: 2 },
    });
  });

  it('says nothing of a release that never got into a Job', async () => {
    expect(await said('failure', [])).toMatchObject({
      result: 'unknown',
      sentences: [expect.stringContaining('is not there')],
    });
    const none = { ...checks, release: undefined } as unknown as typeof checks;
    expect(await said('failure', [], { of: none })).toMatchObject({
      result: 'unknown',
      sentences: [expect.stringContaining('has named no release')],
    });
  });

  it('is of the newest attempt that has run them: the job that records may be run again alone', async () => {
    const run = { ...RUN, attempt: 3 };
    const jobs = [ended({ ...RUN, attempt: 1 }, 'Complete'), ended({ ...RUN, attempt: 2 }, 'Failed')];
    expect(await said('success', jobs.slice(0, 1), { run })).toMatchObject({ result: 'success' });
    expect(await said('success', jobs, { run })).toMatchObject({ result: 'failure' });
  });

  it('is asked of nobody where the checks did not run to an end, or ran on a machine of GitHub', async () => {
    for (const result of ['cancelled', 'skipped'] as const)
      expect(await said(result, [])).toEqual({ result, sentences: [] });
    expect(await said('success', [], { of: 'none' })).toEqual({ result: 'success', sentences: [] });
  });

  it('is of bytes that were made for it: others are refused before the cluster is asked', async () => {
    const elsewhere = { ...checks, release: { ...release, repository: 'registry.example/other/checks-staging' } };
    await expect(said('success', [ended(RUN, 'Complete')], { of: elsewhere })).rejects.toThrow(
      'lies in registry.example/other',
    );
    await expect(
      said('success', [ended(RUN, 'Complete')], { of: { ...checks, service: 'checks-dev' } }),
    ).rejects.toThrow('not of "checks-dev"');
    await expect(said('success', [ended(RUN, 'Complete')], { of: { ...checks, tier: 'dev' } })).rejects.toThrow(
      'has no manifests for the tier "dev"',
    );
  });
});
