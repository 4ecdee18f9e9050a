import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { Subject } from '../../../../domain/verdict/observation.ts';
import { type Sighting, watchRollout } from '../../../../engine/rollout/watch/watch-rollout.ts';
import {
  BACKOFF_LIMIT,
  CERTIFICATE,
  CLAIM,
  certificate,
  claim,
  condition,
} from '../../domain/verdict/recorded/other-kinds.ts';
import { ended, pod } from '../../domain/verdict/recorded/pods.ts';
import { JOB, job } from '../../domain/verdict/recorded/workloads.ts';
import { FakeCluster } from './fake-cluster.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Watches one object in a cluster where `life` happens. */
function watch(subject: Subject, life: (cluster: FakeCluster) => void, labels = {}): Promise<Sighting> {
  const clock = new VirtualClock();
  const cluster = new FakeCluster(clock);
  life(cluster);
  const applied = { uid: 'uid-subject', generation: 1, serverTime: '', unchanged: false, at: clock.now() };
  const silent = { info: () => {}, group: () => {}, warning: () => {} };
  return clock.until(
    watchRollout({
      targets: [{ subject, labels, applied }],
      run: { id: 1, attempt: 1, createdAt: '2026-11-23T12:00:00Z' },
      graces: GRACES,
      cluster,
      clock,
      log: silent,
      signal: new AbortController().signal,
    }),
  );
}

describe('watching', () => {
  it('a Job ends with its failure, and with the pod whose log tells why', async () => {
    const { end } = await watch(JOB, (cluster) => {
      cluster.put(job({ active: 1 }));
      cluster.clock.after(4_000, () => {
        cluster.put(pod({ owner: 'Job', name: 'api-7xk2p', phase: 'Failed', state: ended(3) }));
        cluster.put(job({ failed: 1, conditions: [BACKOFF_LIMIT] }));
      });
    });
    expect(end).toMatchObject({ state: 'failed', class: 'job-failed', pods: ['api-7xk2p'] });
  });

  it('a claim ends when it is bound', async () => {
    const { end } = await watch(CLAIM, (cluster) => {
      cluster.put({ ...claim('Pending'), metadata: { ...claim('Pending').metadata, generation: 1 } });
      cluster.clock.after(3_000, () =>
        cluster.put({ ...claim('Bound'), metadata: { ...claim('Bound').metadata, generation: 1 } }),
      );
    });
    expect(end.state).toBe('complete');
  });

  it('a custom resource ends when its controller says that it is ready', async () => {
    const { end } = await watch(CERTIFICATE, (cluster) => {
      cluster.put(certificate([condition('Ready', 'False')]));
      cluster.clock.after(8_000, () => cluster.put(certificate([condition('Ready', 'True')])));
    });
    expect(end).toMatchObject({ state: 'complete', sentence: expect.stringContaining('Certificate "api"') });
  });
});
