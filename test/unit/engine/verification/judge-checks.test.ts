import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import { recordAt } from '../../../../engine/rollout/object-parts.ts';
import { judgeChecks } from '../../../../engine/verification/judge-checks.ts';
import { checksText, IMAGE, RUN, wantedJob } from './checks-room.ts';

const wanted = wantedJob();
const ended = (type: string, reason = '', succeeded: number | undefined = 1): KubernetesObject => ({
  ...wanted,
  status: { conditions: [{ type, status: 'True', reason }], succeeded },
});
const word = (found: KubernetesObject | undefined) => judgeChecks(found, wanted, 'staging');
const marked = (annotations: Readonly<Record<string, string>>): KubernetesObject => {
  const job = ended('Complete');
  return { ...job, metadata: { ...job.metadata, annotations: { ...job.metadata.annotations, ...annotations } } };
};

describe('the Job of checks', () => {
  it('that this run has made, and that is complete, proves that they passed', () => {
    expect(word(ended('Complete'))).toMatchObject({ kind: 'passed' });
  });

  it('whose pod has failed proves that they failed', () => {
    expect(word(ended('Failed', 'BackoffLimitExceeded'))).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['that is not there', undefined, /is not there.* Run the job of the checks again\.$/],
    ['that ran out of time', ended('Failed', 'DeadlineExceeded'), /did not end within 600 s.*`deadline` of `verify`/],
    ['that ended otherwise', ended('Failed', 'PodFailurePolicy'), /ended with "PodFailurePolicy".* again\.$/],
    [
      'that has no reason',
      { ...ended('Failed'), status: { conditions: [{ type: 'Failed', status: 'True' }] } },
      /ended with "no reason"/,
    ],
    [
      'that is suspended',
      { ...wanted, spec: { ...recordAt(wanted, 'spec'), suspend: true } },
      /is suspended.*Resume it/,
    ],
    ['that goes on', wanted, /has not ended\. Look at it with "kubectl describe job\/checks-/],
    ['that is about to fail', ended('FailureTarget', 'BackoffLimitExceeded'), /has not ended/],
    ['that is about to be complete', ended('SuccessCriteriaMet'), /has not ended/],
    [
      'that is being deleted',
      { ...wanted, metadata: { ...wanted.metadata, deletionTimestamp: 'now' } },
      /was deleted before/,
    ],
    ['that had nothing to do', ended('Complete', '', 0), /no pod of it has ended well/],
    [
      'of no count at all',
      { ...ended('Complete'), status: { conditions: [{ type: 'Complete', status: 'True' }] } },
      /no pod of it has ended well/,
    ],
    [
      'of an earlier run',
      marked({ 'sluice.dev/run': '2026-11-30T09:00:00Z 6 1' }),
      /is of attempt 1 of run 6, so it says nothing/,
    ],
    ['of another attempt', marked({ 'sluice.dev/run': `${RUN.createdAt} 7 2` }), /is of attempt 2 of run 7/],
    ['of nobody', marked({ 'sluice.dev/run': 'yesterday' }), /is of nobody knows which run/],
    ['of another release', marked({ 'sluice.dev/release': digestOf('other') }), /is of the release sha256:/],
    [
      'of another image',
      {
        ...wantedJob(RUN, undefined, checksText({ image: `${IMAGE.slice(0, -4)}0000` })),
        status: ended('Complete')['status'],
      },
      /does not run what the release says/,
    ],
  ] as const)('%s proves nothing', (_, found, sentence) => {
    expect(word(found)).toMatchObject({ kind: 'unknown', sentence: expect.stringMatching(sentence) });
  });

  it('has failed for what it gives as the reason of that, whatever other conditions give as theirs', () => {
    const conditions = [
      { type: 'FailureTarget', status: 'True', reason: 'DeadlineExceeded' },
      { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' },
    ];
    expect(word({ ...wanted, status: { conditions } })).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['name', { name: 'other' }],
    ['arguments', { args: ['--help'] }],
  ])('with other %s is somebody else’s', (_, change) => {
    const job = JSON.parse(JSON.stringify(ended('Complete'))) as {
      spec: { template: { spec: { containers: object[] } } };
    };
    const { spec } = job.spec.template;
    spec.containers = spec.containers.map((container) => ({ ...container, ...change }));
    expect(word(job as unknown as KubernetesObject)).toMatchObject({
      kind: 'unknown',
      sentence: expect.stringContaining('does not run'),
    });
  });

  it('without a release, or without annotations, is of nobody', () => {
    const job = ended('Complete');
    const { 'sluice.dev/release': _, ...annotations } = job.metadata.annotations ?? {};
    expect(word({ ...job, metadata: { ...job.metadata, annotations } })).toMatchObject({
      kind: 'unknown',
      sentence: expect.stringContaining('is of the release that nobody knows'),
    });
    const { annotations: __, ...bare } = job.metadata;
    expect(word({ ...job, metadata: bare })).toMatchObject({ kind: 'unknown' });
  });

  it('with another command is somebody else’s', () => {
    const job = ended('Complete');
    const text = JSON.stringify(job).replace('pytest .', 'true');
    expect(word(JSON.parse(text) as KubernetesObject)).toMatchObject({
      kind: 'unknown',
      sentence: expect.stringContaining('does not run'),
    });
  });

  it('may have containers and fields that the cluster has put beside', () => {
    const job = JSON.parse(
      JSON.stringify(ended('Complete')).replace('"containers":[', '"containers":[{"name":"mesh","image":"mesh"},'),
    ) as KubernetesObject;
    expect(word(job)).toMatchObject({ kind: 'passed' });
  });
});
