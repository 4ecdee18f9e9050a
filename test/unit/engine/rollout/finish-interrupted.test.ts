import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { blueGreen, canary, rolling, type Strategy } from '../../../../domain/strategy.ts';
import { selectorOf } from '../../../../engine/rollout/exposed-workload.ts';
import { finishInterrupted } from '../../../../engine/rollout/finish-interrupted.ts';
import { operationOf } from '../../../../engine/rollout/state/operation.ts';
import { EmbeddedRoom } from './embedded-room.ts';
import type { Death } from './mortal-cluster.ts';

const switching = blueGreen({ bake: seconds(60) });
const sharing = canary({ steps: [{ percent: 50, pause: seconds(60) }] });

async function killed(strategy: Strategy, death: Death) {
  const room = new EmbeddedRoom(['good-1', 'good-2', 'good-3']);
  room.strategy = strategy;
  await room.rollOut('good-1');
  const request = room.request('good-2');
  await room.until(room.start(request, death).ended);
  const finish = (run = request.run) =>
    room.until(finishInterrupted({ service: 'api', namespace: 'production', run }, room.api, room.clock));
  const phases = async () =>
    Object.fromEntries(
      [await room.get('Service', 'api'), ...(await room.list('Deployment'))].flatMap((object) => {
        const operation = operationOf(object);
        return object === undefined || operation === undefined
          ? []
          : [[`${object.kind}/${object.metadata.name}`, operation.phase]];
      }),
    );
  return { room, request, finish, phases };
}

describe('what a killed run left', () => {
  it('by rolling goes on, and its operation says cancelled', async () => {
    const { finish, phases } = await killed(rolling(), { write: 5, when: 'after' });
    expect(await finish()).toEqual(['Deployment "api" was being rolled out and goes on by itself.']);
    expect(await phases()).toEqual({ 'Deployment/api': 'cancelled' });
    expect(await finish()).toEqual([]);
  });

  it('by blue-green while it bakes gives the traffic back', async () => {
    const { room, request, finish, phases } = await killed(switching, { write: 9, when: 'after' });
    expect(selectorOf(await room.get('Service', 'api'))).toMatchObject({ 'sluice.dev/colour': 'green' });
    expect(await finish()).toEqual([expect.stringContaining('leads to "api-blue" again')]);
    expect(selectorOf(await room.get('Service', 'api'))).toMatchObject({ 'sluice.dev/colour': 'blue' });
    expect(await phases()).toMatchObject({ 'Service/api': 'cancelled' });
    const again = room.start({ ...request, run: { ...request.run, attempt: 2 } });
    expect(await room.until(again.ended)).toMatchObject({ outcome: 'complete' });
  });

  it('by blue-green once it was verified stays', async () => {
    const { finish, phases } = await killed(switching, { write: 10, when: 'after' });
    expect(await finish()).toEqual([]);
    expect(await phases()).toMatchObject({ 'Service/api': 'verified' });
  });

  it('by canary gets no traffic any more', async () => {
    const { room, finish, phases } = await killed(sharing, { write: 6, when: 'after' });
    expect(await finish()).toEqual([expect.stringContaining('canary behind Service "api" is scaled down')]);
    expect(await phases()).toMatchObject({ 'Service/api': 'cancelled' });
    expect(await room.get('Deployment', 'api-canary')).toMatchObject({ spec: { replicas: 0 } });
  });

  it('is not touched by another run, and not when a newer one has the lock', async () => {
    const { room, request, finish, phases } = await killed(switching, { write: 9, when: 'after' });
    expect(await finish({ ...request.run, attempt: 2 })).toEqual([]);
    const newer = room.start(room.request('good-3'));
    await room.pass(2_000);
    await expect(finish()).rejects.toThrow(/is newer/);
    expect(await phases()).toMatchObject({ 'Service/api': 'applied' });
    expect(await room.until(newer.ended)).toMatchObject({ outcome: 'complete' });
  });
});
