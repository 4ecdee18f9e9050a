import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { colour, copies, roomWithFirst } from '../blue-green/blue-green-room.ts';

const ledTo =
  (colour: string) =>
  (found: KubernetesObject): object => ({
    ...found,
    spec: { ...(found['spec'] as object), selector: { app: 'api', 'sluice.dev/colour': colour } },
  });

describe('somebody who moves the traffic of a blue-green release after the switch', () => {
  it.each([
    ['at once', 12],
    ['while it bakes', 40],
    ['before the old copy is scaled down', 78],
  ])('%s is named, and no copy is scaled down', async (_, second) => {
    const room = await roomWithFirst();
    const run = room.start(room.request('good-2'));
    let wasSwitched = false;
    const start = room.clock.now();
    room.observe = ({ kind, spec }) => {
      const { selector } = (spec ?? {}) as { readonly selector?: Readonly<Record<string, string>> };
      wasSwitched ||= kind === 'Service' && selector?.['sluice.dev/colour'] === 'green';
    };
    const move = () => {
      if (wasSwitched && room.clock.now() - start >= second * 1000) room.change('Service', 'api', ledTo('blue'));
      else room.clock.after(1_000, move);
    };
    move();
    const result = await room.until(run.ended);
    expect(result).toMatchObject({ outcome: 'unknown', rollback: undefined });
    expect(result.sentence).toMatch(/^Service "api" is not what this run wrote any more: spec\.selector.*"somebody"/);
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 2 });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
  });
});
