import { describe, expect, it } from '@jest/globals';
import { BACKOFF_LIMIT, condition } from '../recorded/other-kinds.ts';
import { ended, event, type PodLife, pod, waiting } from '../recorded/pods.ts';
import { Script, time } from '../recorded/script.ts';
import { image, JOB, job } from '../recorded/workloads.ts';

const script = () => new Script(JOB, { generation: 1 });
const jobPod = (life: PodLife = {}) => pod({ owner: 'Job', name: 'api-7xk2p', ...life });
const failedPod = (name: string, life: PodLife = {}) => jobPod({ name, phase: 'Failed', state: ended(3), ...life });

describe('a Job', () => {
  it('is complete when its controller says so, without any stable time', () => {
    const told = script()
      .at(0, job({ active: 1, ready: 0 }), jobPod())
      .at(4, jobPod({ phase: 'Succeeded', state: ended(0, 'Completed') }))
      .at(5, job({ succeeded: 1, conditions: [condition('SuccessCriteriaMet', 'True')] }))
      .at(
        6,
        job({ succeeded: 1, conditions: [condition('SuccessCriteriaMet', 'True'), condition('Complete', 'True')] }),
      );
    expect(told.verdict(5)).toMatchObject({
      state: 'progressing',
      sentence: expect.stringContaining('has 1 of 1 done'),
    });
    expect(told.verdict(6)).toEqual({
      state: 'complete',
      sentence: 'Job "api" in namespace "production" is complete: 1 succeeded.',
    });
  });

  it('that fails within its retries and then succeeds was never a failure', () => {
    const told = script()
      .at(0, job({ active: 1 }, { spec: { backoffLimit: 3 } }))
      .at(2, failedPod('api-1'))
      .at(3, job({ active: 0, failed: 1 }, { spec: { backoffLimit: 3 } }))
      .at(13, failedPod('api-2', { created: 13 }))
      .at(14, job({ failed: 2 }, { spec: { backoffLimit: 3 } }))
      .at(34, failedPod('api-3', { created: 34 }))
      .at(35, job({ failed: 3, active: 0 }, { spec: { backoffLimit: 3 } }));
    for (let second = 0; second <= 75; second++) expect(told.verdict(second).state).toBe('progressing');
    const healed = told
      .at(76, jobPod({ name: 'api-4', phase: 'Succeeded', state: ended(0, 'Completed'), created: 75 }))
      .at(
        77,
        job({ failed: 3, succeeded: 1, conditions: [condition('Complete', 'True')] }, { spec: { backoffLimit: 3 } }),
      );
    expect(healed.verdict(77)).toMatchObject({ state: 'complete', sentence: expect.stringContaining('3 failed') });
  });

  it('that allows one try fails with its first pod, before its own condition comes', () => {
    const once = { spec: { backoffLimit: 0 } };
    const told = script()
      .at(0, job({ active: 1 }, once))
      .at(2, failedPod('api-1'));
    expect(told.verdict(1).state).toBe('progressing');
    expect(told.verdict(2)).toMatchObject({
      state: 'failed',
      class: 'job-failed',
      sentence:
        'Job "api" in namespace "production" failed: container "api" of pod "api-1" ended with exit code 3 (Error).',
      pods: ['api-1'],
    });
  });

  it('names the container even when its controller has already deleted the pods', () => {
    const always = { restartPolicy: 'OnFailure', spec: { backoffLimit: 1 } };
    const spec = { restartPolicy: 'OnFailure' };
    const told = script()
      .at(0, job({ active: 1 }, always))
      .at(2, jobPod({ spec, state: waiting('CrashLoopBackOff'), last: ended(9), restarts: 1 }))
      .gone(4, 'Pod', 'api-7xk2p')
      .at(5, job({ failed: 1, conditions: [BACKOFF_LIMIT] }, always));
    expect(told.verdict(4).state).toBe('progressing');
    expect(told.verdict(5)).toMatchObject({
      class: 'job-failed',
      sentence: expect.stringContaining('container "api" of pod "api-7xk2p" ended with exit code 9'),
    });
  });

  it('is failed as soon as its controller is about to say so', () => {
    const told = script().at(0, job({ active: 1, conditions: [{ ...BACKOFF_LIMIT, type: 'FailureTarget' }] }));
    expect(told.verdict(0)).toMatchObject({
      class: 'job-failed',
      sentence: expect.stringContaining('BackoffLimitExceeded'),
    });
  });

  it('names memory and init containers where they are the cause', () => {
    const once = { spec: { backoffLimit: 0 } };
    const hungry = script()
      .at(0, job({ active: 1 }, once))
      .at(2, failedPod('api-1', { state: ended(137, 'OOMKilled') }));
    expect(hungry.verdict(2)).toMatchObject({
      class: 'oom',
      sentence: expect.stringContaining('once: OOMKilled at its memory limit of 512Mi'),
    });
    const first = script()
      .at(0, job({ active: 1 }, once))
      .at(
        2,
        failedPod('api-1', {
          state: waiting('PodInitializing'),
          spec: { restartPolicy: 'Never', initContainers: [{ name: 'migrate', image: image() }] },
          status: {
            initContainerStatuses: [
              { name: 'migrate', image: image(), imageID: image(), ready: false, restartCount: 0, state: ended(2) },
            ],
          },
        }),
      );
    expect(first.verdict(2)).toMatchObject({
      class: 'init-failed',
      sentence: expect.stringContaining('init container "migrate" of pod "api-1" failed for good with exit code 2'),
    });
  });

  it('whose pod can never start is judged by that pod, whatever its retries', () => {
    const told = script()
      .at(0, job({ active: 1 }))
      .at(2, jobPod({ state: waiting('ErrImagePull', `${image()}: not found`) }))
      .at(14, jobPod({ state: waiting('ErrImagePull', `${image()}: not found `) }));
    expect(told.verdict(17).state).toBe('progressing');
    expect(told.verdict(18)).toMatchObject({ class: 'image-not-found', pods: ['api-7xk2p'] });
  });

  it('whose pods are refused by quota says so, from events newer than our write', () => {
    const forbidden = 'Error creating: pods "api-x" is forbidden: exceeded quota: pods, used: pods=2, limited: pods=2';
    const refused = (second: number) =>
      script().at(1, job({ active: 0 }), event('FailedCreate', forbidden, { about: job({}), second, count: 2 }));
    expect(refused(1).verdict(17).state).toBe('progressing');
    expect(refused(1).verdict(18)).toMatchObject({
      class: 'create-refused',
      sentence: expect.stringContaining('exceeded quota'),
    });
    expect(refused(-60).verdict(60).state).toBe('progressing');
  });

  it('has no readiness to wait for', () => {
    const told = script().at(0, job({ active: 1, ready: 0 }), jobPod({ state: { running: { startedAt: time(1) } } }));
    expect(told.verdict(599).state).toBe('progressing');
    expect(told.verdict(600)).toMatchObject({
      class: 'deadline',
      sentence: expect.stringContaining('while it has 0 of 1 done, 1 running'),
    });
  });

  it('of an earlier name does not lend its pods', () => {
    const other = failedPod('api-0');
    const stranger = {
      ...other,
      metadata: {
        ...other.metadata,
        ownerReferences: [{ kind: 'Job', name: 'api', uid: 'uid-before', controller: true }],
      },
    };
    const told = script().at(0, job({ active: 1 }, { spec: { backoffLimit: 0 } }), stranger);
    expect(told.verdict(60).state).toBe('progressing');
  });
});
