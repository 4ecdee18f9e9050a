import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { readHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

interface Spec {
  readonly replicas: number;
  readonly template: {
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly spec: { readonly containers: readonly Readonly<Record<string, unknown>>[] };
  };
}
const specOf = (object: KubernetesObject) => object['spec'] as unknown as Spec;

/** Another writer changes the container. */
const container =
  (change: (container: Readonly<Record<string, unknown>>) => object) =>
  (found: KubernetesObject): object => {
    const spec = specOf(found);
    const { template } = spec;
    const containers = template.spec.containers.map(change);
    return { ...found, spec: { ...spec, template: { ...template, spec: { ...template.spec, containers } } } };
  };
const spec =
  (change: (spec: Spec) => object) =>
  (found: KubernetesObject): object => ({ ...found, spec: { ...specOf(found), ...change(specOf(found)) } });

const setImage = (name: string) => container((one) => ({ ...one, image: image(name) }));
const later = (
  room: DeliveryRoom,
  seconds: number,
  change: (object: KubernetesObject) => object,
  kind = 'Deployment',
) => room.clock.after(seconds * 1000, () => room.change(kind, 'api', change));
const stateOf = (room: DeliveryRoom, index = -1) =>
  readHistory(room.object('Secret', 'sluice-history-api'))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(index)?.state;

const CHANGES: readonly (readonly [string, (found: KubernetesObject) => object, RegExp])[] = [
  ['a good image', setImage('other'), /containers\[api\]\.image was changed from \S+ to \S+ by "somebody" \(Update, /],
  ['a bad image', setImage('bad'), /containers\[api\]\.image was changed/],
  ['a variable', container((one) => ({ ...one, env: [{ name: 'X', value: 'secret' }] })), /containers\[api\]\.env/],
  ['arguments', container((one) => ({ ...one, args: ['--fast'] })), /containers\[api\]\.args was added/],
  [
    'another container',
    spec(({ template }) => ({
      template: {
        ...template,
        spec: { ...template.spec, containers: [...template.spec.containers, { name: 'side', image: image('other') }] },
      },
    })),
    /containers\[side\] was added/,
  ],
];

describe('another writer on our workload, while it rolls out,', () => {
  it.each(CHANGES)('of %s ends the run as unknown, by name and field, and undoes nothing', async (_, change, said) => {
    const room = new DeliveryRoom({ bad: 'crash' });
    await room.rollOut('one');
    later(room, 6, change);
    const result = await room.rollOut('two');
    expect(result).toMatchObject({ outcome: 'unknown', rollback: undefined, class: undefined });
    expect(result.sentence).toMatch(/^Deployment "api" is not what this run wrote any more: spec\.template\.spec\./);
    expect(result.sentence).toMatch(said);
    expect(result.sentence).toMatch(/nothing was undone, and nothing is kept as good/);
    expect(result.sentence).not.toContain('secret');
    expect(room.lastState).toMatchObject({ phase: 'ended', outcome: 'unknown' });
    expect(stateOf(room)).toBe('pending');
  });

  it('of a bad image in place of ours that is bad, too, is not rolled back', async () => {
    const room = new DeliveryRoom({ two: 'stuck', bad: 'crash' });
    await room.rollOut('one');
    later(room, 6, setImage('bad'));
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'unknown', rollback: undefined });
    expect(room.liveImage).toBe(image('bad'));
  });

  it('of the same values, there and back, is no change', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    later(room, 6, (found) => found);
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'complete' });
  });
});

const HARMLESS: readonly (readonly [string, (found: KubernetesObject) => object])[] = [
  ['scales it', spec(() => ({ replicas: 3 }))],
  [
    'restarts it',
    spec(({ template }) => ({
      template: {
        ...template,
        metadata: {
          ...template.metadata,
          annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T12:00:06Z' },
        },
      },
    })),
  ],
  [
    'annotates its pods',
    spec(({ template }) => ({
      template: { ...template, metadata: { ...template.metadata, annotations: { 'sidecar.example/version': '2' } } },
    })),
  ],
  [
    'restarts it by a variable',
    container((one) => ({ ...one, env: [{ name: 'STAKATER_API_CONFIGMAP', value: 'x' }] })),
  ],
  [
    'annotates it',
    (found) => ({
      ...found,
      metadata: { ...found.metadata, annotations: { ...found.metadata.annotations, team: 'a' } },
    }),
  ],
  ['sets a field that we do not have', spec(() => ({ revisionHistoryLimit: 3 }))],
];

describe('another writer who', () => {
  it.each(HARMLESS)('%s changes nothing of the release', async (_, change) => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    later(room, 6, change);
    const result = await room.rollOut('two');
    expect(result.sentence).not.toMatch(/not what this run wrote/);
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(stateOf(room)).toBe('good');
  });
});

describe('complete', () => {
  const port = (found: KubernetesObject): object => ({
    ...found,
    spec: { ...(found['spec'] as object), selector: { app: 'other' } },
  });

  it('is not said when somebody has changed another object of the release', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    later(room, 6, port, 'Service');
    const result = await room.rollOut('two');
    expect(result).toMatchObject({ outcome: 'unknown' });
    expect(result.sentence).toMatch(
      /^Service "api" is not what this run wrote any more: spec\.selector\S* was changed by "somebody"/,
    );
    expect(result.sentence).toMatch(/Its pods are ready, but the release is not kept as good/);
    expect(stateOf(room)).toBe('pending');
  });

  it('is not said when somebody has deleted one', async () => {
    const room = new DeliveryRoom();
    room.clock.after(6_000, () => room.remove('Service', 'api'));
    const result = await room.rollOut('one');
    expect(result).toMatchObject({ outcome: 'unknown' });
    expect(result.sentence).toMatch(/^Service "api" was written by this run and is gone: somebody has deleted it\./);
  });

  it('is said when a field that we do not have has changed', async () => {
    const room = new DeliveryRoom();
    later(
      room,
      6,
      (found) => ({ ...found, spec: { ...(found['spec'] as object), sessionAffinity: 'ClientIP' } }),
      'Service',
    );
    expect(await room.rollOut('one')).toMatchObject({ outcome: 'complete' });
  });
});

describe('going back', () => {
  it('is not done over the work of somebody who has replaced the failed release meanwhile', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    // The verdict stands, its proof is being collected, and only then somebody repairs by hand.
    const { logs } = room.cluster;
    room.cluster.logs = (query) => {
      room.change('Deployment', 'api', setImage('repaired'));
      return logs.call(room.cluster, query);
    };
    const result = await room.rollOut('two');
    expect(result).toMatchObject({ outcome: 'unknown', rollback: undefined });
    expect(result.sentence).toMatch(/is not what this run wrote any more/);
    expect(room.liveImage).toBe(image('repaired'));
  });

  it('is done over a release that was only scaled meanwhile', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    later(
      room,
      4,
      spec(() => ({ replicas: 3 })),
    );
    expect(await room.rollOut('two', { manifests: manifests('two') })).toMatchObject({ outcome: 'rolled-back' });
    expect(room.liveImage).toBe(image('one'));
  });
});
