import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { canary } from '../../../../../domain/strategy.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';

const document = (object: object) => `---\n${JSON.stringify(object)}\n`;
const settings = (a: string) =>
  document({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a } });
const DENY = document({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny-all' },
  spec: { podSelector: {} },
});

describe('a canary that fails', () => {
  it('takes with it what only it had brought, and the rest is as it was', async () => {
    const room = new EmbeddedRoom(['good-1', 'crash-2']);
    expect(await room.rollOut('good-1', { manifests: deployable('good-1') + settings('one') })).toMatchObject({
      outcome: 'complete',
    });
    await room.pass(2_000);
    room.strategy = canary({ steps: [{ percent: 50, pause: seconds(10) }] });
    const text = deployable('crash-2') + settings('two') + DENY;
    const result = await room.rollOut('crash-2', { manifests: text });
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete' });
    expect(result.sentence).toContain('only this release had brought it: NetworkPolicy "deny-all".');
    expect(room.object('NetworkPolicy', 'deny-all')).toBeUndefined();
    expect(room.object('ConfigMap', 'settings')).toMatchObject({ data: { a: 'one' } });
    expect(room.object('Deployment', 'api-canary')).toMatchObject({ spec: { replicas: 0 } });
  });
});
