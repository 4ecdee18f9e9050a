import { describe, expect, it } from '@jest/globals';
import { deployable } from '../embedded-room.ts';
import { colour, copies, roomWithFirst } from './blue-green-room.ts';

const document = (object: object) => `---\n${JSON.stringify(object)}\n`;
const settings = (a: string) =>
  document({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a } });
const DENY = document({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {} },
});
const EXTRA = settings('x').replace('"settings"', '"extra"');

describe('what a release that blue-green leaves has made of the rest', () => {
  it.each([
    ['crash-2', 'failed'],
    ['sours-2', 'rolled-back'],
  ])('is taken back: %s', async (name, outcome) => {
    const room = await roomWithFirst();
    expect(await room.rollOut('good-1', { manifests: deployable('good-1') + settings('one') })).toMatchObject({
      outcome: 'complete',
    });
    await room.pass(2_000);
    const text = deployable(name).replace('port: 80,', 'port: 81,') + settings('two') + DENY + EXTRA;
    const result = await room.rollOut(name, { manifests: text });
    expect(result).toMatchObject({ outcome });
    expect(result.sentence).toContain('only this release had brought it: NetworkPolicy "deny-all", ConfigMap "extra".');
    expect(room.object('NetworkPolicy', 'deny-all')).toBeUndefined();
    expect(room.object('ConfigMap', 'extra')).toBeUndefined();
    expect(room.object('ConfigMap', 'settings')).toMatchObject({ data: { a: 'one' } });
    expect(room.object('Service', 'api')).toMatchObject({ spec: { ports: [{ port: 80 }] } });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 0 });
  });

  it('stays where a failure is left as it is', async () => {
    const room = await roomWithFirst();
    const result = await room.rollOut('crash-2', {
      manifests: deployable('crash-2') + settings('two') + DENY,
      rollback: undefined,
    });
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(room.object('NetworkPolicy', 'deny-all')).toBeDefined();
    expect(room.object('ConfigMap', 'settings')).toMatchObject({ data: { a: 'two' } });
  });
});
