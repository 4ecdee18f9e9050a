import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const scratch = mkdtempSync(join(tmpdir(), 'prefix-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const object = (apiVersion: string, kind: string, name: string, spec: object): string =>
  JSON.stringify({ apiVersion, kind, metadata: { name }, spec });

const OBJECTS: Readonly<Record<string, string>> = {
  'service.yaml': object('v1', 'Service', 'api', { selector: { app: 'api' } }),
  'account.yaml': object('v1', 'ServiceAccount', 'api', {}),
  // Called as what is no Service here.
  'other-account.yaml': object('v1', 'ServiceAccount', 'elsewhere', {}),
  'deployment.yaml': object('apps/v1', 'Deployment', 'api', {
    selector: { matchLabels: { app: 'api' } },
    template: { metadata: { labels: { app: 'api' } }, spec: { serviceAccountName: 'api', containers: [] } },
  }),
  'route.yaml': object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'api', {
    parentRefs: [{ name: 'edge' }],
    rules: [{ backendRefs: [{ name: 'api', port: 80 }] }, { backendRefs: [{ name: 'elsewhere', port: 80 }] }],
  }),
  'ingress.yaml': object('networking.k8s.io/v1', 'Ingress', 'api', {
    defaultBackend: { service: { name: 'api', port: { number: 80 } } },
    rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'api', port: { number: 80 } } } }] } }],
  }),
};
const REFERENCES = `nameReference:
  - kind: Service
    version: v1
    fieldSpecs:
      - { kind: HTTPRoute, group: gateway.networking.k8s.io, path: spec/rules/backendRefs/name }
`;
const TREE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(OBJECTS).map(([path, text]) => [`base/${path}`, text])),
  'base/kustomization.yaml': `resources: [${Object.keys(OBJECTS).join(', ')}]\n`,
  'plain/kustomization.yaml': 'resources: [../base]\nnamespace: shop\nnamePrefix: a-\n',
  'told/kustomization.yaml':
    'resources: [../base]\nnamespace: shop\nnamePrefix: a-\nconfigurations: [references.yaml]\n',
  'told/references.yaml': REFERENCES,
  'of-another-group/kustomization.yaml': 'resources: [../base]\nnamePrefix: a-\nconfigurations: [references.yaml]\n',
  'of-another-group/references.yaml': REFERENCES.replace('gateway.networking', 'other'),
  'of-another-version/kustomization.yaml': 'resources: [../base]\nnamePrefix: a-\nconfigurations: [references.yaml]\n',
  'of-another-version/references.yaml': REFERENCES.replace('path:', 'version: v1beta1, path:'),
  'twice/kustomization.yaml': 'resources: [../told]\nnamePrefix: b-\nconfigurations: [references.yaml]\n',
  'twice/references.yaml': REFERENCES,
  'other/kustomization.yaml':
    'resources: [../base]\nnamespace: shop\nnamePrefix: b-\nconfigurations: [references.yaml]\n',
  'other/references.yaml': REFERENCES,
  'both/kustomization.yaml': 'resources: [../told, ../other]\n',
};

const built = (folder: string, tree: Readonly<Record<string, string>> = TREE) =>
  buildKustomization(folder, (path) => tree[path]);

const backendsIn = (folder: string): unknown =>
  JSON.stringify(built(folder).find(({ kind }) => kind === 'HTTPRoute')?.['spec']).match(/"name":"[^"]*"/g);

const byKind = (objects: readonly unknown[]): readonly unknown[] =>
  [...objects].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
const ordered = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    ),
  );

describe('a prefix of names', () => {
  it('is on every object, and in what names one of them by a field that kustomize knows', () => {
    const text = JSON.stringify(built('plain'));
    const names = new Set(built('plain').map(({ metadata }) => metadata.name));
    expect(names).toEqual(new Set(['a-api', 'a-elsewhere']));
    expect(text).toContain('"serviceAccountName":"a-api"');
    expect(text.match(/"service":\{"name":"a-api"/g)).toHaveLength(2);
  });

  it('is not in selectors, which must not change', () => {
    expect(JSON.stringify(built('plain')).match(/"app":"api"/g)).toHaveLength(3);
  });

  it('is in what a configuration tells of, and not in names of what is elsewhere', () => {
    expect(backendsIn('plain')).toEqual(['"name":"edge"', '"name":"api"', '"name":"elsewhere"']);
    expect(backendsIn('told')).toEqual(['"name":"edge"', '"name":"a-api"', '"name":"elsewhere"']);
    expect(backendsIn('of-another-group')).toEqual(backendsIn('plain'));
    expect(backendsIn('of-another-version')).toEqual(backendsIn('plain'));
    expect(backendsIn('twice')).toEqual(['"name":"edge"', '"name":"b-a-api"', '"name":"elsewhere"']);
  });

  (kubectl ? it : it.skip).each(['plain', 'told', 'of-another-group', 'of-another-version', 'twice', 'both'])(
    'is as kubectl puts it: %s',
    (folder) => {
      for (const [path, text] of Object.entries(TREE)) {
        mkdirSync(join(scratch, dirname(path)), { recursive: true });
        writeFileSync(join(scratch, path), text);
      }
      const theirs = parseAllDocuments(
        execFileSync('kubectl', ['kustomize', join(scratch, folder)], { encoding: 'utf8' }),
      ).map((document) => ordered(document.toJS()));
      expect(byKind(built(folder).map(ordered))).toEqual(byKind(theirs));
    },
  );

  it('is refused where an object of a kind could be named that is not known here', () => {
    const tree = { ...TREE, 'base/service.yaml': object('v1', 'ConfigMap', 'words', {}) };
    expect(() => built('plain', tree)).toThrow(/plain.*gives a prefix to ConfigMap "words".*Install kubectl/);
  });

  it.each([
    ['namePrefix: [{ path: a }]', /references\.yaml tells namePrefix/],
    ['nameReference: [{ fieldSpecs: [] }]', /a reference without a kind/],
    ['nameReference: [{ kind: A, other: b }]', /other of a reference/],
    ['nameReference: [{ kind: A, fieldSpecs: [{ path: a }] }]', /a field without a kind/],
  ])('is refused where a configuration tells something else: %s', (text, why) => {
    expect(() => built('told', { ...TREE, 'told/references.yaml': text })).toThrow(why);
  });

  it('is refused where a configuration is not there', () => {
    const { 'told/references.yaml': _, ...tree } = TREE;
    expect(() => built('told', tree)).toThrow('The configuration told/references.yaml does not exist.');
  });
});
