import { describe, expect, it } from '@jest/globals';
import { withData } from '../../../../../engine/rollout/manifests/string-data.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { manifests } from '../releases.ts';

const secret = (fields: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, ...fields });
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('stringData', () => {
  it('becomes data, and wins over it', () => {
    expect(withData(secret({ type: 'Opaque', data: { a: 'b25l', b: 'dHdv' }, stringData: { b: 'ü' } }))).toEqual(
      secret({ type: 'Opaque', data: { a: 'b25l', b: encoded('ü') } }),
    );
    expect(withData(secret({ stringData: { a: '' } }))).toEqual(secret({ data: { a: '' } }));
  });

  it.each([
    ['nothing to encode', secret({ data: { a: 'b25l' } })],
    ['what is no text', secret({ stringData: { a: 1 } })],
    ['what is no object', secret({ stringData: 'a' })],
    ['data that is none', secret({ data: 'a', stringData: { a: 'b' } })],
    ['another kind', { ...secret({ stringData: { a: 'b' } }), kind: 'ConfigMap' }],
    ['a Secret of somebody else', { ...secret({ stringData: { a: 'b' } }), apiVersion: 'x.dev/v1' }],
  ])('is left to the API server: %s', (_, object) => {
    expect(withData(object)).toEqual(object);
  });

  const release = (name: string, stringData: object) => ({
    manifests: `${manifests(name)}---\n${JSON.stringify(secret({ stringData }))}`,
  });
  const data = (room: DeliveryRoom) => room.object('Secret', 'db')?.['data'];

  it('that a release no longer has is gone from the Secret', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', release('one', { a: 'one', old: 'retired' }));
    await room.rollOut('two', release('two', { a: 'two' }));
    expect(data(room)).toEqual({ a: encoded('two') });
  });

  it('that only a failed release brought is gone after going back', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one', release('one', { a: 'one' }));
    expect(await room.rollOut('two', release('two', { a: 'two', more: 'new' }))).toMatchObject({
      outcome: 'rolled-back',
    });
    expect(data(room)).toEqual({ a: encoded('one') });
  });
});
