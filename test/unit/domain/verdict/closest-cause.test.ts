import { describe, expect, it } from '@jest/globals';
import { initPod } from './recorded/lives/new-pod.ts';
import { event, pod, unplaced, waiting } from './recorded/pods.ts';
import { Script, time } from './recorded/script.ts';
import { DEPLOYMENT, deployment, progressing, replicaSet } from './recorded/workloads.ts';

const missed = deployment(
  { replicas: 1, total: 2, updated: 1, ready: 1 },
  { conditions: [progressing('ProgressDeadlineExceeded', time(60))], spec: { progressDeadlineSeconds: 60 } },
);
const started = () =>
  new Script(DEPLOYMENT).at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet());

describe('a deadline that comes before a grace is over', () => {
  it('names what was seen, with its pod and its remedy', () => {
    const told = started()
      .at(1, unplaced({ reason: 'Unschedulable', message: '0/3 nodes are available: 3 Insufficient memory.' }))
      .at(60, missed);
    expect(told.verdict(59).state).toBe('progressing');
    expect(told.verdict(60)).toMatchObject({
      state: 'failed',
      class: 'deadline',
      sentence:
        'Deployment "api" in namespace "production" did not finish: its progress deadline of 60 s passed with 0 of 1 new pod ready, 1 old pod left. Seen until then: No node takes pod "api-7f6d8c9b5-x2x9p" of Deployment "api" in namespace "production": 0/3 nodes are available: 3 Insufficient memory.',
      remedy: expect.stringContaining('Lower the requests'),
      pods: ['api-7f6d8c9b5-x2x9p'],
    });
  });

  it('names the cause, not its consequence, where two were seen', () => {
    const told = started()
      .at(40, pod({ name: 'api-7f6d8c9b5-aaaaa', state: { running: { startedAt: time(40) } } }))
      .at(40, pod({ name: 'api-7f6d8c9b5-bbbbb', state: waiting('ErrImagePull', 'unexpected status: 503') }))
      .at(45, event('Unhealthy', 'Readiness probe failed: connection refused', { container: 'api' }))
      .at(55, missed);
    expect(told.verdict(55)).toMatchObject({
      class: 'deadline',
      sentence: expect.stringMatching(
        /Seen until then: Container "api" of pod "api-7f6d8c9b5-bbbbb" cannot pull its image/,
      ),
    });
  });

  it('names the image that is still being pulled', () => {
    const pulling = event('Pulling', 'Pulling image "registry.example/services/api@sha256:0f3a"', { container: 'api' });
    const told = started().at(1, pod()).at(2, pulling).at(60, missed);
    expect(told.verdict(60).sentence).toMatch(
      /1 old pod left\. Pod "api-7f6d8c9b5-x2x9p" was still pulling its image: registry\.example\/services\/api@sha256:0f3a\.$/,
    );
    const pulled = event('Pulled', 'Successfully pulled image "registry.example/services/api@sha256:0f3a"', {
      container: 'api',
    });
    expect(told.at(50, pulled).verdict(60).sentence).toMatch(/1 old pod left\.$/);
  });

  it('names the init container that has not ended', () => {
    const waits = initPod(0, { running: { startedAt: time(2) } });
    expect(started().at(2, waits).at(60, missed).verdict(60).sentence).toMatch(
      /1 old pod left\. Init container "migrate" of pod "api-7f6d8c9b5-x2x9p" had not ended yet\.$/,
    );
  });

  it('says nothing more where nothing was seen', () => {
    const told = started().at(1, pod()).at(60, missed);
    expect(told.verdict(60).sentence).toMatch(/1 old pod left\.$/);
  });
});
