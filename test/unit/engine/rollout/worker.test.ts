import { describe, expect, it } from '@jest/globals';
import { tierManifests } from '../../../../cli/rollout/tier-manifests.ts';
import { delivery } from '../../../../domain/delivery.ts';
import { parseDigestReference } from '../../../../domain/image.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { strategyIn } from '../../../../domain/service.ts';
import { worker } from '../../../../domain/worker.ts';
import { tierBootstrap } from '../../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { platform } from '../../../fixtures/platform.ts';
import { EmbeddedRoom } from './embedded-room.ts';
import { image } from './releases.ts';

const jobs = worker({
  name: 'jobs',
  path: 'jobs',
  test: node({ command: 'node --test' }),
  health: { command: ['node', 'alive.js'] },
});
const made = delivery({ ...platform, services: [...platform.services, jobs] });
const production = made.tiers.find(({ name }) => name === 'production');

/** The worker, as a release has it for a tier that is blue-green. */
async function rolledOut(room: EmbeddedRoom, name: string) {
  if (production === undefined) throw new Error('There is a production.');
  const place = { delivery: made, root: '', service: jobs, tier: production };
  const manifests = await tierManifests(place, parseDigestReference(image(name)));
  return await room.rollOut(name, { service: 'jobs', manifests, strategy: strategyIn(jobs, production) });
}

function roomWithBorders(): EmbeddedRoom {
  const room = new EmbeddedRoom(['good', 'good-next', 'unready']);
  if (production === undefined) throw new Error('There is a production.');
  for (const object of JSON.parse(JSON.stringify(tierBootstrap(production, made))))
    if (['NetworkPolicy', 'LimitRange', 'ResourceQuota'].includes(object.kind)) room.create(object);
  return room;
}

describe('a worker in a tier that is blue-green', () => {
  it('is complete when its pods have started and stay, and has one copy', async () => {
    const room = roomWithBorders();
    expect(await rolledOut(room, 'good')).toMatchObject({ outcome: 'complete' });
    expect(await rolledOut(room, 'good-next')).toMatchObject({ outcome: 'complete', image: image('good-next') });
    expect(room.objects('Deployment').map(({ metadata }) => metadata.name)).toEqual(['jobs']);
    expect(room.objects('Service')).toEqual([]);
  });

  it('goes back to what ran when its command of health never ends well', async () => {
    const room = roomWithBorders();
    await rolledOut(room, 'good');
    const { outcome, sentence } = await rolledOut(room, 'unready');
    expect(outcome).toBe('rolled-back');
    expect(sentence).toMatch(/killed container "jobs" .* 2 times, because its startup probe \(.*"node","alive\.js"/);
  });
});
