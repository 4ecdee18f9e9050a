import { afterEach, describe, expect, it } from '@jest/globals';
import { image, manifests } from '../../engine/rollout/releases.ts';
import { RolloutWorld } from './rollout-world.ts';

/** How long pulling the image takes decides how long the rollout does. */
const SCRIPTS = {
  one: { runs: [{ readyAfter: 1_000 }] },
  minute: { pulls: [{ after: 45_000 }], runs: [{ readyAfter: 1_000 }] },
  long: { pulls: [{ after: 560_000 }], runs: [{ readyAfter: 1_000 }] },
} as const;

let world: RolloutWorld;
afterEach(() => world.close());

const OBJECTS = 2;
const WORKLOADS = 50;
const rolledOut = async (name: keyof typeof SCRIPTS, text = manifests(name)) => {
  const before = world.proxy.seen.length;
  const start = world.clock.now();
  expect(await world.rollOut(name, { manifests: text })).toMatchObject({ outcome: 'complete' });
  return {
    calls: world.proxy.seen.length - before,
    seconds: Math.round((world.clock.now() - start) / 1000),
  };
};

describe.each([
  ['h2', 1, 100],
  // Whether a quiet server answers is asked by calls of their own there.
  ['http/1.1', 4, 106],
])('over %s', (protocol, connections, tenMinutes) => {
  it(`a success after a minute costs 35 calls and 4 for each object, ten minutes ${tenMinutes}, on ${connections} connections at most`, async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    await rolledOut('one');
    const minute = await rolledOut('minute');
    expect(minute.seconds).toBeGreaterThan(50);
    expect(minute.seconds).toBeLessThan(75);
    expect(minute.calls).toBeLessThanOrEqual(35 + 4 * OBJECTS);
    const long = await rolledOut('long');
    expect(long.seconds).toBeGreaterThan(560);
    expect(long.calls).toBeLessThanOrEqual(tenMinutes + 4 * OBJECTS);
    expect(world.proxy.mostConnections).toBeLessThanOrEqual(connections);
    if (process.env['SHOW_BUDGET']) console.log(protocol, { minute, long, connections: world.proxy.mostConnections });
  });

  it(`${WORKLOADS} workloads are watched by as many streams as one`, async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    const many = Array.from({ length: WORKLOADS }, (_, index) => workload(`api${index}`)).join('---\n');
    const result = await rolledOut('one', many);
    if (process.env['SHOW_BUDGET']) console.log(protocol, result);
    expect(result.calls).toBeLessThanOrEqual(35 + 3 * WORKLOADS);
    expect(world.proxy.mostConnections).toBeLessThanOrEqual(connections);
    const watches = world.proxy.seen.filter(({ isWatch }) => isWatch);
    expect(watches.length).toBeLessThanOrEqual(4);
  });
});

const workload = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: api, image: "${image('one')}" }]
`;
