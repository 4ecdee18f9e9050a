import { describe, expect, it } from '@jest/globals';
import { deployment, OwnershipRoom } from './ownership-room.ts';

const THREE = deployment({ spec: 'replicas: 3' });
const NONE = (release = 'one') => deployment({ spec: 'minReadySeconds: 0', release });

/** As an autoscaler sets the number of pods. */
const scale = (room: OwnershipRoom, replicas: number) =>
  room.change('Deployment', 'api', (live) => ({ ...live, spec: { ...(live['spec'] as object), replicas } }), {
    manager: 'kube-controller-manager',
    subresource: 'scale',
  });

/** Every number of pods that was ever wanted. */
const numbers = (room: OwnershipRoom): readonly unknown[] => {
  const seen: unknown[] = [];
  room.observe = (object) => {
    const { replicas } = (object['spec'] ?? {}) as { readonly replicas?: unknown };
    if (object.kind === 'Deployment' && seen.at(-1) !== replicas) seen.push(replicas);
  };
  return seen;
};

describe('a number of pods that the manifests give up', () => {
  it('never changes by that, and an autoscaler decides it from then on', async () => {
    const room = new OwnershipRoom();
    await room.apply(THREE);
    const seen = numbers(room);
    expect(await room.apply(NONE())).toMatchObject({ outcome: 'complete' });
    expect(seen).toEqual([3]);
    expect(room.log.join('\n')).toContain('the manifests no longer say .spec.replicas, so it stays as it is now');
    scale(room, 5);
    await room.pass(20_000);
    expect(await room.apply(NONE('two'))).toMatchObject({ outcome: 'complete' });
    expect(room.spec()['replicas']).toBe(5);
    expect(room.managers()).toContain('kube-controller-manager Update scale');
  });

  it('nor when kubectl had applied it, or another tool', async () => {
    for (const manager of ['kubectl', 'helm']) {
      const room = new OwnershipRoom();
      if (manager === 'kubectl') await room.kubectlApplied(THREE);
      else await room.written(THREE, manager);
      const seen = numbers(room);
      expect(await room.apply(NONE(), ['helm'])).toMatchObject({ outcome: 'complete' });
      expect(seen).toEqual([3]);
    }
  });

  it('is said again later, and taken back by going back', async () => {
    const room = new OwnershipRoom({ bad: 'crash' });
    await room.apply(THREE);
    const seen = numbers(room);
    expect(await room.apply(NONE('bad'))).toMatchObject({ outcome: 'rolled-back' });
    expect(seen).toEqual([3]);
    expect(await room.apply(NONE())).toMatchObject({ outcome: 'complete' });
    expect(await room.apply(deployment({ spec: 'replicas: 4' }))).toMatchObject({ outcome: 'complete' });
    expect(room.spec()['replicas']).toBe(4);
  });

  it('is kept by a release that fails back to one without it', async () => {
    const room = new OwnershipRoom({ bad: 'crash' });
    await room.apply(THREE);
    await room.apply(NONE());
    const seen = numbers(room);
    expect(await room.apply(deployment({ spec: 'replicas: 3', release: 'bad' }))).toMatchObject({
      outcome: 'rolled-back',
    });
    expect(seen).toEqual([3]);
  });

  it('is asked of the server as it is now when somebody goes back on purpose', async () => {
    const room = new OwnershipRoom();
    await room.apply(THREE);
    await room.apply(NONE('two'));
    scale(room, 5);
    await room.pass(20_000);
    const back = await room.rollOut('one', { kind: 'rollback', manifests: THREE, release: undefined });
    expect(back).toMatchObject({ outcome: 'complete' });
    expect(room.spec()['replicas']).toBe(5);
  });
});
