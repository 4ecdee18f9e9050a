import { describe, expect, it } from '@jest/globals';
import type { Strategy } from '../../../../../domain/strategy.ts';
import { quick as blueGreen } from '../blue-green/blue-green-room.ts';
import { quick as canary } from '../canary/canary-room.ts';
import { deployable } from '../embedded-room.ts';
import { deaths } from '../mortal-cluster.ts';
import { deployment, OwnershipRoom } from './ownership-room.ts';

const [, SERVICE = ''] = deployable('one').split('---');
const wide = SERVICE.replace('targetPort: 8080 }', 'targetPort: 8080, name: http }, { port: 81, name: old }');
const narrow = SERVICE.replace('targetPort: 8080 }', 'targetPort: 8080, name: http }');
const READY = 'readinessProbe: { httpGet: { path: /ready, port: 8080 }, periodSeconds: 1, failureThreshold: 1 }';
const two = deployment({ spec: 'replicas: 3', container: `${READY}, env: [{ name: X, value: "on" }]` });
const one = (release = 'one') => deployment({ spec: 'replicas: 3', container: READY, release });

const room = async (strategy: Strategy, writer: 'kubectl' | 'helm' = 'kubectl') => {
  const made = new OwnershipRoom({ bad: 'crash' });
  made.strategy = strategy;
  for (const text of [wide, two]) await (writer === 'kubectl' ? made.kubectlApplied(text) : made.written(text, writer));
  return made;
};

const ports = (made: OwnershipRoom) =>
  (made.spec('Service')['ports'] as readonly { readonly port: number }[]).map(({ port }) => port);

describe('the first contact of a strategy that moves traffic', () => {
  it('blue-green takes the Service over, and writes nothing else of others', async () => {
    const made = await room(blueGreen);
    expect(await made.apply(`${one()}---${narrow}`)).toMatchObject({ outcome: 'complete' });
    expect(ports(made)).toEqual([80]);
    expect(made.pod().containers[0]?.env).toHaveLength(1);
    expect(made.pod('api-green').containers[0]).not.toHaveProperty('env');
  });

  it('canary takes over what it replaces in the end, and the Service', async () => {
    const made = await room(canary);
    expect(await made.apply(`${one('two')}---${narrow}`)).toMatchObject({ outcome: 'complete' });
    expect(ports(made)).toEqual([80]);
    expect(made.pod().containers[0]).not.toHaveProperty('env');
  });

  it('canary fails back to what ran before, whole', async () => {
    const made = await room(canary);
    expect(await made.apply(`${one('bad')}---${narrow}`)).toMatchObject({ outcome: 'rolled-back' });
    expect(made.pod().containers[0]?.env).toHaveLength(1);
    expect(ports(made)).toEqual([80, 81]);
  });

  it.each([
    ['blue-green', blueGreen],
    ['canary', canary],
  ])('%s refuses what another tool owns before anything is written', async (_, strategy) => {
    const made = await room(strategy, 'helm');
    const { outcome, sentence } = await made.apply(`${one()}---${narrow}`);
    expect([outcome, sentence]).toEqual(['refused', expect.stringContaining('Service "api" would keep')]);
    expect(made.cluster.writes).toEqual([]);
    expect(await made.apply(`${one()}---${narrow}`, ['helm'])).toMatchObject({ outcome: 'complete' });
    expect(ports(made)).toEqual([80]);
  });
});

describe('a first contact that dies at one of its writes', () => {
  it.each([
    ['complete', 'two'],
    ['rolled-back', 'bad'],
  ])('is brought to its end, %s, by running it again', async (outcome, release) => {
    const request = (made: OwnershipRoom) => made.request(release, { manifests: `${one(release)}---${narrow}` });
    const first = async () => {
      const made = new OwnershipRoom({ bad: 'crash' });
      for (const text of [wide, two]) await made.kubectlApplied(text);
      return made;
    };
    const undisturbed = await first();
    const whole = undisturbed.start(request(undisturbed));
    expect(await undisturbed.until(whole.ended)).toMatchObject({ outcome });
    for (const death of deaths(whole.writes())) {
      const made = await first();
      const asked = request(made);
      await made.until(made.start(asked, death).ended);
      const again = await made.until(made.start({ ...asked, run: { ...asked.run, attempt: 2 } }).ended);
      const env = made.pod().containers[0]?.env?.length ?? 0;
      expect({ ...death, outcome: again.outcome, env, ports: ports(made) }).toEqual({
        ...death,
        outcome,
        env: outcome === 'complete' ? 0 : 1,
        ports: outcome === 'complete' ? [80] : [80, 81],
      });
    }
  });
});
