import { describe, expect, it } from '@jest/globals';
import { environmentOf, expand } from '../../../../../rehearsal/cluster/kubelet/environment.ts';
import { createReferences } from '../../../../../rehearsal/cluster/kubelet/references.ts';
import { serviceVariables } from '../../../../../rehearsal/cluster/kubelet/service-directory.ts';
import { createObjectStore } from '../../../../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock } from '../../../../../rehearsal/cluster/virtual-clock.ts';
import { object } from '../controllers/embedded-cluster.ts';

const store = createObjectStore({ clock: createVirtualClock() });
const place = { namespace: 'default' };
store.create(
  { group: '', resource: 'configmaps' },
  object('v1', 'ConfigMap', { ...place, name: 'conf' }, { data: { LEVEL: 'debug', HOST: 'db' } }),
);
store.create(
  { group: '', resource: 'secrets' },
  object('v1', 'Secret', { ...place, name: 'keys' }, { data: { token: Buffer.from('geheim').toString('base64') } }),
);
const services = serviceVariables([
  { name: 'my-api', host: '10.1.2.3', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
]);
const environment = (container: object, spec: object = {}): Record<string, string> => {
  const pod = {
    metadata: { name: 'api-1', namespace: 'default', uid: 'u', labels: { app: 'api' } },
    spec: { containers: [], ...spec },
  };
  const references = createReferences(store);
  const addresses = { podIp: '10.244.0.9', hostIp: '10.0.0.1' };
  return Object.fromEntries(environmentOf(pod, { name: 'api', ...container }, addresses, references, services));
};

describe('the environment of a container', () => {
  it('has the variables of Services, ConfigMaps, Secrets, the pod itself, and what refers to them', () => {
    const made = environment({
      envFrom: [{ configMapRef: { name: 'conf' }, prefix: 'APP_' }],
      env: [
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } },
        { name: 'URL', value: 'http://$(APP_HOST):$(MY_API_SERVICE_PORT)/$$(APP_HOST)/$(NOWHERE)' },
        { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
        { name: 'APP_LEVEL', value: 'warn' },
      ],
    });
    expect(made).toMatchObject({
      MY_API_SERVICE_HOST: '10.1.2.3',
      MY_API_SERVICE_PORT_HTTP: '80',
      MY_API_PORT_80_TCP: 'tcp://10.1.2.3:80',
      APP_HOST: 'db',
      APP_LEVEL: 'warn',
      TOKEN: 'geheim',
      URL: 'http://db:80/$(APP_HOST)/$(NOWHERE)',
      POD_IP: '10.244.0.9',
      POD: 'api-1',
      APP: 'api',
    });
  });

  it('leaves out what is optional and missing', () => {
    const optional = { name: 'nope', key: 'a', optional: true };
    const made = environment({
      envFrom: [{ secretRef: { name: 'nope', optional: true } }],
      env: [
        { name: 'A', valueFrom: { configMapKeyRef: optional } },
        { name: 'B', valueFrom: { secretKeyRef: { ...optional, name: 'keys' } } },
      ],
    });
    expect(Object.keys(made).filter((name) => !name.startsWith('MY_API'))).toEqual([]);
  });

  it('has no Service variables when the pod wants none', () => {
    expect(environment({}, { enableServiceLinks: false })).toEqual({});
  });

  it("is refused for a missing key and an unknown field, with the kubelet's words", () => {
    const keyed = { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'keys', key: 'b' } } }] };
    expect(() => environment(keyed)).toThrow("couldn't find key b in Secret default/keys");
    const unknown = { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.magic' } } }] };
    expect(() => environment(unknown)).toThrow('unsupported fieldPath: spec.magic');
  });

  it('expands only names in brackets', () => {
    expect(expand('$HOME $(A) $$(A) $$', new Map([['A', '1']]))).toBe('$HOME 1 $(A) $');
  });
});
