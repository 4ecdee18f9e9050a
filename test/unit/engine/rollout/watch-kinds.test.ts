import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { Subject } from '../../../../domain/verdict/observation.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import { type Sighting, watchRollout } from '../../../../engine/rollout/watch/watch-rollout.ts';
import { CERTIFICATE, CLAIM, certificate, claim, condition } from '../../domain/verdict/recorded/other-kinds.ts';
import { JOB } from '../../domain/verdict/recorded/workloads.ts';
import { ClusterRoom } from './cluster-room.ts';

/** Watches one object that was made in a cluster where `life` happens. */
function watch(subject: Subject, object: KubernetesObject, life: (room: ClusterRoom) => void): Promise<Sighting> {
  const room = new ClusterRoom(() => ({ runs: [{ exit: { code: 3, after: 4_000 } }] }), { storageClasses: [] });
  const { api: cluster, clock } = room;
  room.create(object);
  const { uid = '', generation = 0 } = room.object(object.kind, object.metadata.name)?.metadata ?? {};
  life(room);
  const applied = { uid, generation, serverTime: '', unchanged: false, at: clock.now() };
  const silent = { info: () => {}, group: () => {}, warning: () => {} };
  return room.until(
    watchRollout({
      targets: [{ subject, labels: {}, applied }],
      run: { id: 1, attempt: 1, createdAt: '2026-11-23T12:00:00Z' },
      graces: GRACES,
      cluster,
      clock,
      log: silent,
      signal: new AbortController().signal,
    }),
  );
}

const failing: KubernetesObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: JOB.name },
  spec: {
    backoffLimit: 0,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'api', image: 'registry.example/api:1' }] } },
  },
};

describe('watching', () => {
  it('a Job ends with its failure, and with the pod whose log tells why', async () => {
    const { end } = await watch(JOB, failing, () => {});
    expect(end).toMatchObject({ state: 'failed', class: 'job-failed', pods: [expect.stringMatching(/^api-/)] });
  });

  it('a claim ends when it is bound', async () => {
    const { end } = await watch(CLAIM, claim('Pending'), (room) =>
      room.clock.after(3_000, () => room.setStatus('PersistentVolumeClaim', 'data', { phase: 'Bound' })),
    );
    expect(end.state).toBe('complete');
  });

  it('a custom resource ends when its controller says that it is ready', async () => {
    const { end } = await watch(CERTIFICATE, certificate([condition('Ready', 'False')]), (room) =>
      room.clock.after(8_000, () => room.setStatus('Certificate', 'api', { conditions: [condition('Ready', 'True')] })),
    );
    expect(end).toMatchObject({ state: 'complete', sentence: expect.stringContaining('Certificate "api"') });
  });
});
