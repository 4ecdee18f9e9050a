import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import { causeField } from '../../../../../engine/rollout/report/manifest-field.ts';
import { lineOf, manifestLines } from '../../../../../engine/rollout/report/manifest-line.ts';
import { refusedFields } from '../../../../../engine/rollout/report/refused-field.ts';
import { crashing, deployment, failed, IMAGE, observed, pod } from '../observed.ts';

const TEXT = `apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector: { app: api }
---
# The workload.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: registry.example/proxy:latest
        - name: api
          image: ${IMAGE}
          envFrom:
            - configMapRef:
                name: settings
          readinessProbe:
            httpGet: { path: /healthz, port: 8080 }
          resources:
            limits: { cpu: 1, memory: 64Mi }
`;
const at = (needle: string): number => TEXT.split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('the line of a field', () => {
  it.each([
    ['Deployment/api.spec.template.spec.containers[name=api].image', IMAGE],
    ['Deployment/api.spec.template.spec.containers[0].image', 'proxy:latest'],
    ['Deployment/api.spec.template.spec.containers[name=api].resources.limits.memory', '64Mi'],
    ['Deployment/api.spec.template.spec.containers[name=api].readinessProbe', 'readinessProbe'],
    ['Service/api.spec.selector', 'selector'],
    ['Service/api', 'apiVersion: v1'],
    ['manifests[1]', 'apiVersion: apps/v1'],
  ])('%s is where it stands', (path, needle) => {
    expect(lineOf(TEXT, { kind: 'path', path })).toBe(at(needle));
  });

  it('is that of what is around it when the field is not there', () => {
    const path = 'Deployment/api.spec.template.spec.containers[name=api].livenessProbe';
    expect(lineOf(TEXT, { kind: 'path', path })).toBe(at('name: api\n') || at('- name: api'));
  });

  it('is where another object is named', () => {
    expect(lineOf(TEXT, { kind: 'mention', of: 'settings', by: 'Deployment/api' })).toBe(at('name: settings'));
  });

  it('is none for an object or a name that is not in the text', () => {
    expect(lineOf(TEXT, { kind: 'path', path: 'Deployment/web.spec' })).toBeUndefined();
    expect(lineOf(TEXT, { kind: 'path', path: 'manifests' })).toBeUndefined();
    expect(lineOf(TEXT, { kind: 'mention', of: 'other', by: 'Deployment/api' })).toBeUndefined();
  });

  it('is looked for in any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, path) => {
        lineOf(`a: [\n${text}`, { kind: 'path', path });
      }),
    );
  });
});

describe('the field that gave rise to a failure', () => {
  const cause = (code: Parameters<typeof failed>[0], sentence?: string) => {
    const broken = pod('api-1-a', crashing(1));
    return causeField(observed(deployment({}), broken), failed(code, ['api-1-a'], sentence), [broken]);
  };

  it.each([
    ['image-not-found', 'image'],
    ['never-ready', 'readinessProbe'],
    ['liveness-kill', 'livenessProbe'],
    ['oom', 'resources.limits.memory'],
    ['container-create', 'command'],
  ] as const)('of %s is %s of its container', (code, field) => {
    const path = `Deployment/api.spec.template.spec.containers[name=api].${field}`;
    expect(cause(code)).toEqual({ kind: 'path', path });
  });

  it.each([
    ['cannot start: configmap "settings" not found.', 'settings'],
    ["cannot start: couldn't find key mode in ConfigMap production/settings.", 'mode'],
    ['cannot be mounted: MountVolume.SetUp failed for volume "v" : secret "keys" not found.', 'keys'],
  ])('of a missing object is where it is named: %s', (sentence, of) => {
    expect(cause('config-missing', sentence)).toEqual({ kind: 'mention', of, by: 'Deployment/api' });
  });

  it('is none for a process that crashes', () => {
    expect(cause('crash-loop')).toBeUndefined();
  });
});

describe('the lines of an end', () => {
  it('are one for each problem of the manifests', () => {
    const problems = problemsOf(() => parseManifests(TEXT, 'production'));
    expect(manifestLines(TEXT, { outcome: 'refused', sentence: '', problems })).toEqual([
      { line: at('proxy:latest'), sentence: expect.stringContaining('A tag can be moved') },
    ]);
  });

  it('are where preflight misses a ConfigMap', () => {
    const sentence = 'Deployment "api" needs ConfigMap "settings", which does not exist in namespace "production".';
    expect(manifestLines(TEXT, { outcome: 'refused', sentence })).toEqual([{ line: at('name: settings'), sentence }]);
  });

  it('are none where nothing is wrong with the manifests', () => {
    expect(manifestLines(TEXT, { outcome: 'unknown', sentence: 'The API server was not there.' })).toEqual([]);
  });
});

function problemsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'problems' in error) return error.problems as never;
  }
  throw new Error('Nothing was refused.');
}

describe('fields that the API server refuses', () => {
  it.each([
    [
      'The API server refuses Deployment "api": failed to create typed patch object (shop/api; apps/v1, Kind=Deployment): .spec.replcas: field not declared in schema.',
      ['Deployment/api.spec.replcas'],
    ],
    [
      'The API server refuses Deployment "api": failed to create typed patch object (shop/api; apps/v1, Kind=Deployment): errors:\n  .spec.template.spec.containers[name="api"].imag: field not declared in schema\n  .spec.x: field not declared in schema.',
      ['Deployment/api.spec.template.spec.containers[name=api].imag', 'Deployment/api.spec.x'],
    ],
    [
      'The API server refuses Service "api": Service "api" is invalid: [spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, spec.ports: Required value]. The API server refuses ConfigMap "c": no.',
      ['Service/api.spec.ports[0].port', 'Service/api.spec.ports'],
    ],
    [
      'The API server refuses Deployment "api": strict decoding error: unknown field "spec.replcas", unknown field "spec.template.spec.containers[0].imag".',
      ['Deployment/api.spec.replcas', 'Deployment/api.spec.template.spec.containers[0].imag'],
    ],
    ['The API server refuses Deployment "api": admission webhook "x" denied the request: no.', []],
  ])('%s', (sentence, fields) => {
    expect(refusedFields(sentence)).toEqual(fields);
  });

  it('have a line', () => {
    const sentence =
      'The API server refuses Deployment "api": failed to create typed patch object (a/b): .spec.template.spec.containers[name="api"].readinessProbe.x: field not declared in schema.';
    expect(manifestLines(TEXT, { outcome: 'refused', sentence })).toEqual([{ line: at('httpGet'), sentence }]);
    expect(manifestLines(TEXT, { outcome: 'failed', sentence })).toEqual([]);
  });
});
