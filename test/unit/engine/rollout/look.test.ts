import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import type { Subject } from '../../../../domain/verdict/observation.ts';
import { type KubernetesObject, Unreachable } from '../../../../engine/rollout/cluster.ts';
import { look } from '../../../../engine/rollout/look.ts';
import {
  CERTIFICATE,
  CLAIM,
  certificate,
  claim,
  condition,
  STALLED,
} from '../../domain/verdict/recorded/other-kinds.ts';
import { JOB } from '../../domain/verdict/recorded/workloads.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { image } from './releases.ts';

const SUBJECT = { kind: 'Deployment', name: 'api', namespace: 'production' } as const;

const exits = (code: number, after: number) => ({ runs: [{ exit: { code, after } }] });

const jobOf = (name: string): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: JOB.name },
  spec: {
    backoffLimit: 0,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'api', image: image(name) }] } },
  },
});

/** Looks at the room's Deployment. @param others how often somebody else writes meanwhile */
async function lookAt(room: DeliveryRoom, others = 0, subject: Subject = SUBJECT) {
  const writes = room.cluster.writes.length;
  const told = await room.until(look(subject, GRACES, room.ports));
  expect(room.cluster.writes).toHaveLength(writes + others);
  return told;
}

describe('one who only looks', () => {
  it('sees at once that a rollout was complete before', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    await room.pass(1_000);
    const before = room.clock.now();
    expect(await lookAt(room)).toMatchObject({ outcome: 'complete', class: undefined });
    expect(room.clock.now()).toBe(before);
  });

  it('explains a failure, with the proof, and undoes nothing', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    await room.rollOut('two', { rollback: undefined });
    const { outcome, class: code, sentence, report } = await lookAt(room);
    expect({ outcome, code }).toEqual({ outcome: 'failed', code: 'crash-loop' });
    expect(sentence).toMatch(/exit code 3/);
    expect(report).toMatch(/### Pods[\s\S]*### Last lines[\s\S]*### Timeline/);
    expect(report).not.toContain('hunter2');
  });

  it('is not superseded by a newer run, whose rollout it goes on to watch', async () => {
    const room = new DeliveryRoom({ one: 'stuck' });
    await room.rollOut('one', { rollback: undefined, graces: { ...GRACES, timeout: seconds(5) } });
    const looking = lookAt(room, 1);
    const request = room.request('two');
    await room.cluster.apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'api',
        namespace: 'production',
        annotations: { 'sluice.dev/run': `${request.run.createdAt} ${request.run.id} ${request.run.attempt}` },
      },
      spec: deploymentSpec(request.manifests),
    });
    expect(await looking).toMatchObject({ outcome: 'complete' });
  });

  it.each<[string, Subject, KubernetesObject, { readonly outcome: string; readonly class?: string }]>([
    ['a Job that is done', JOB, jobOf('done'), { outcome: 'complete' }],
    ['a Job that gave up', JOB, jobOf('broken'), { outcome: 'failed', class: 'job-failed' }],
    ['a claim with its volume', CLAIM, claim('Bound'), { outcome: 'complete' }],
    ['a claim whose volume is lost', CLAIM, claim('Lost'), { outcome: 'failed', class: 'pvc-pending' }],
    [
      'a custom resource that is ready',
      CERTIFICATE,
      certificate([condition('Ready', 'True')]),
      { outcome: 'complete' },
    ],
    ['a custom resource that is stalled', CERTIFICATE, certificate([STALLED]), { outcome: 'failed', class: 'stalled' }],
  ])('judges %s', async (_, subject, object, wanted) => {
    const room = new DeliveryRoom({ done: exits(0, 1_000), broken: exits(3, 1_000) });
    room.create(object);
    await room.pass(10_000);
    expect(await lookAt(room, 0, subject)).toMatchObject(wanted);
  });

  it('watches a custom resource for the stable time, because its status may be older than its change', async () => {
    const room = new DeliveryRoom();
    room.create(certificate(undefined));
    room.clock.after(5_000, () => room.setStatus('Certificate', 'api', { conditions: [STALLED] }));
    expect(await lookAt(room, 0, CERTIFICATE)).toMatchObject({ outcome: 'failed', class: 'stalled' });
  });

  it('waits for a Job that still runs', async () => {
    const room = new DeliveryRoom({ slow: exits(0, 20_000) });
    room.create(jobOf('slow'));
    const before = room.clock.now();
    expect(await lookAt(room, 0, JOB)).toMatchObject({ outcome: 'complete' });
    expect(room.clock.now() - before).toBeGreaterThanOrEqual(20_000);
    expect(room.clock.now() - before).toBeLessThan(25_000);
  });

  it.each([
    [
      'nothing of that name',
      (room: DeliveryRoom) => room.remove('Deployment', 'api'),
      'refused',
      /There is no Deployment "api"/,
    ],
    [
      'a server that is away',
      (room: DeliveryRoom) => {
        room.cluster.get = () => Promise.reject(new Unreachable('https://cluster cannot be reached.'));
      },
      'unknown',
      /cannot be reached/,
    ],
    ['a Ctrl-C', (room: DeliveryRoom) => room.abort.abort(), 'cancelled', /nothing was changed/],
  ])('tells of %s', async (_, happens, outcome, says) => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    happens(room);
    expect(await lookAt(room)).toMatchObject({ outcome, sentence: expect.stringMatching(says) });
  });
});

function deploymentSpec(text: string): unknown {
  const image = /image: "([^"]+)"/.exec(text)?.[1];
  return {
    replicas: 2,
    selector: { matchLabels: { app: 'api' } },
    template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image }] } },
  };
}
