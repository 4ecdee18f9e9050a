import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningServer, runningServer } from '../api/running-server.ts';
import { CONFIG_MAPS, configMap } from '../storage/manifests.ts';
import { bytesField, document, numberField } from './encode.ts';
import { KUBECTL_BODIES } from './kubectl-bodies.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const ACCEPT = `${PROTOBUF},application/json`;
const PATH = '/api/v1/namespaces/default/configmaps';

/** What kubectl makes no use of elsewhere: needs a controller, or an answer that is not the object. */
const NO_PLAIN_CREATE = /create (job|cronjob|token)|auth/;

let api: RunningServer;
beforeAll(async () => {
  api = await runningServer();
});
afterAll(() => api.close());

describe('bodies in protobuf', () => {
  it.each(
    KUBECTL_BODIES.filter(({ command }) => !NO_PLAIN_CREATE.test(command)).map((body) => [body.command, body] as const),
  )('%s is answered 201 with the object as JSON', async (_command, { path, body, object }) => {
    const {
      status,
      headers,
      body: answered,
    } = await api.call('POST', `${path}?fieldValidation=Strict`, {
      type: PROTOBUF,
      accept: ACCEPT,
      body: Buffer.from(body, 'base64'),
    });
    expect([status, headers['content-type']]).toEqual([201, 'application/json']);
    expect(answered).toMatchObject({ apiVersion: object['apiVersion'], kind: object['kind'] });
    expect(answered['metadata']).toMatchObject({ name: (object['metadata'] as { readonly name: string }).name });
  });

  it('carry the options of a deletion', async () => {
    api.store.create(CONFIG_MAPS, configMap('marked', {}, { finalizers: ['test/hold'] }));
    const uid = Buffer.concat([bytesField(1, 'another uid')]);
    const { status, body } = await api.call('DELETE', `${PATH}/marked`, {
      type: PROTOBUF,
      body: document('v1', 'DeleteOptions', bytesField(2, uid)),
    });
    expect([status, String(body['message'])]).toEqual([409, expect.stringContaining('another uid')]);
  });

  it('give a Service port without a target the port itself', async () => {
    const port = Buffer.concat([bytesField(2, 'TCP'), numberField(3, 80n), bytesField(4, numberField(1, 0n))]);
    const service = Buffer.concat([bytesField(1, bytesField(1, 'plain')), bytesField(2, bytesField(1, port))]);
    const { body } = await api.call('POST', '/api/v1/namespaces/default/services', {
      type: PROTOBUF,
      body: document('v1', 'Service', service),
    });
    expect(body).toMatchObject({ spec: { ports: [{ port: 80, targetPort: 80 }] } });
  });

  it.each([
    [
      'a field that this version does not have',
      document('v1', 'ConfigMap', bytesField(77, '')),
      400,
      'field with the number 77',
    ],
    ['JSON', Buffer.from('{}'), 400, 'expected prefix [107 56 115 0]'],
    [
      'another kind',
      document('v1', 'Secret', bytesField(1, bytesField(1, 'a'))),
      400,
      'cannot be handled as a ConfigMap',
    ],
  ])('are refused for %s', async (_name, bytes, code, why) => {
    const { status, body } = await api.call('POST', PATH, { type: PROTOBUF, body: bytes });
    expect([status, String(body['message'])]).toEqual([code, expect.stringContaining(why)]);
  });

  it('are no patches, and no custom resources', async () => {
    const bytes = document('v1', 'ConfigMap', Buffer.alloc(0));
    const patched = await api.call('PATCH', `${PATH}/any`, { type: PROTOBUF, body: bytes });
    const gateways = '/apis/gateway.networking.k8s.io/v1/namespaces/default/gateways';
    const custom = await api.call('POST', gateways, { type: PROTOBUF, body: bytes });
    expect([patched.status, custom.status]).toEqual([415, 415]);
    expect(custom.body['message']).not.toContain('protobuf');
  });
});

describe('answers', () => {
  it.each([
    ['GET', PATH],
    ['GET', `${PATH}/kept`],
    ['POST', PATH],
    ['DELETE', `${PATH}/kept`],
  ])('are never protobuf: %s %s that accepts nothing else is 406 and changes nothing', async (method, path) => {
    if (api.store.get(CONFIG_MAPS, 'default', 'kept') === undefined) api.store.create(CONFIG_MAPS, configMap('kept'));
    const before = api.store.currentVersion();
    const { status, body } = await api.call(method, path, {
      accept: PROTOBUF,
      ...(method === 'POST' ? { body: configMap('fresh') } : {}),
    });
    expect([status, body['reason'], api.store.currentVersion()]).toEqual([406, 'NotAcceptable', before]);
  });
});
