import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import { builtByKubectl } from '../../../fixtures/built-by-kubectl.ts';
import { platform } from '../../../fixtures/platform.ts';

const files = new Map(kustomizeTree(platform).map(({ path, content }) => [path, content]));
const readFile = (path: string): string | undefined => files.get(path);
const overlays = platform.tiers.flatMap(({ name }) => [
  `overlays/${name}`,
  ...platform.services.map((service) => `overlays/${name}/${service.name}`),
]);
const k8s = `${platform.root}/k8s`;
const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

const sorted = (objects: readonly unknown[]): unknown[] =>
  [...objects].sort((a, b) => (JSON.stringify(identity(a)) < JSON.stringify(identity(b)) ? -1 : 1));
const identity = (object: unknown): unknown => {
  const { kind, metadata } = object as { kind: string; metadata: { name: string } };
  return [kind, metadata.name];
};

describe('the renderer of generated kustomize trees', () => {
  let scratch = '';
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'kustomize-'));
    for (const [path, content] of files) {
      mkdirSync(join(scratch, dirname(path)), { recursive: true });
      writeFileSync(join(scratch, path), content);
    }
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  for (const overlay of overlays) {
    (kubectl ? it : it.skip)(`builds ${overlay} as kubectl kustomize does`, () => {
      const theirs = parseAllDocuments(
        execFileSync('kubectl', ['kustomize', join(scratch, k8s, overlay)], { encoding: 'utf8' }),
      ).map((document) => document.toJS());
      expect(sorted(buildKustomization(`${k8s}/${overlay}`, readFile))).toEqual(sorted(theirs));
    });
  }

  it('puts a tier into its own namespace and gives it its own resources', () => {
    const objects = buildKustomization(`${k8s}/overlays/dev/ai-agent-api`, readFile);
    expect(objects.map(({ metadata }) => metadata.namespace)).toEqual(objects.map(() => 'dev'));
    expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject({
      spec: { replicas: 1, template: { spec: { containers: [{ resources: { limits: { memory: '512Mi' } } }] } } },
    });
  });

  it('replaces an image by its digest', () => {
    const tree: Record<string, string> = {
      'top/kustomization.yaml': `resources: [../${k8s}/overlays/dev/ai-agent-api]\nimages: [{name: api-server, newName: r.example/p/api-server, digest: sha256:ab}]\n`,
    };
    const objects = buildKustomization('top', (path) => tree[path] ?? readFile(path));
    expect(JSON.stringify(objects)).toContain('"image":"r.example/p/api-server@sha256:ab"');
  });

  (kubectl ? it : it.skip)(
    'puts what a patch changes before the rest, in the order of the patch, as kubectl does',
    () => {
      const [api, dashboard] = platform.services;
      const environment = { all: { LEVEL: 'info', MODE: 'a' }, production: { LEVEL: 'warning', ZONE: 'b' } };
      const tree = new Map(
        kustomizeTree({ ...platform, services: [{ ...api, environment }, dashboard] }).map(
          ({ path, content }) => [path, content] as const,
        ),
      );
      const folder = `${k8s}/overlays/production/ai-agent-api`;
      const ours = buildKustomization(folder, (path) => tree.get(path));
      expect(sorted(ours)).toEqual(sorted(builtByKubectl(tree, folder)));
      expect(JSON.stringify(ours)).toMatch(/"LEVEL".*"ZONE".*"PORT".*"MODE"/);
    },
  );

  it('refuses a field it does not know by name', () => {
    expect(() => buildKustomization('x', () => 'nameSuffix: -a\n')).toThrow(/nameSuffix.*Install kubectl/);
  });

  it('names the object that a patch does not find', () => {
    const tree: Record<string, string> = {
      'x/kustomization.yaml': 'resources: []\npatches: [{path: p.yaml}]\n',
      'x/p.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: nobody}\n',
    };
    expect(() => buildKustomization('x', (path) => tree[path])).toThrow(
      'patches Deployment "nobody", which "x" does not have',
    );
  });
});
