import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readTrees } from '../../../cli/manifests/read-trees.ts';

let folder = '';
const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};
const object = (name: string, kind = 'ConfigMap'): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const pod = (name: string): string => `${object(name, 'Pod')}spec: {containers: []}\n`;
const shapes = async () =>
  (await readTrees(folder, 'autopilot')).map(({ name, objects, isProduction }) => ({
    name,
    objects: objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`).toSorted(),
    isProduction,
  }));

describe('the trees of a folder', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trees-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are one of all its files, and of those below it, where nothing is a kustomization', async () => {
    write({
      'a.yaml': `${object('one')}---\n${object('two')}`,
      'deep/b.json': JSON.stringify({
        kind: 'List',
        apiVersion: 'v1',
        items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'three' } }],
      }),
    });
    const [tree] = await shapes();
    expect(tree?.objects).toEqual(['ConfigMap /one', 'ConfigMap /two', 'Pod /three']);
  });

  it('are one for each overlay, and none for what overlays take', async () => {
    write({
      'base/kustomization.yaml': 'resources: [api]\n',
      'base/api/kustomization.yaml': 'resources: [pod.yaml]\n',
      'base/api/pod.yaml': pod('api'),
      'overlays/production/kustomization.yaml': 'namespace: production\nresources: [../../base/api]\n',
      'overlays/staging/kustomization.yaml': 'namespace: staging\nresources: [../../base/api]\n',
      'components/more/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
    });
    expect(await shapes()).toEqual([
      { name: 'production', objects: ['Pod production/api'], isProduction: true },
      { name: 'staging', objects: ['Pod staging/api'], isProduction: false },
    ]);
  });

  it('get what an administrator applies to their namespace', async () => {
    write({
      'production/kustomization.yaml': 'namespace: shop\nresources: [pod.yaml]\n',
      'production/pod.yaml': pod('api'),
      'bootstrap/kustomization.yaml': 'resources: [all.yaml]\n',
      'bootstrap/all.yaml': `${object('shop', 'Namespace')}---\n${object('pods', 'LimitRange').replace('name: pods', 'name: pods, namespace: shop')}---\n${object('other', 'Namespace')}`,
    });
    expect(await shapes()).toEqual([
      { name: 'production', objects: ['LimitRange shop/pods', 'Namespace /shop', 'Pod shop/api'], isProduction: true },
      { name: 'bootstrap', objects: ['Namespace /other'], isProduction: true },
    ]);
  });

  it('are refused with everything that is no object', async () => {
    write({ 'a.yaml': 'kind: Pod\napiVersion: v1\n---\nreplicas: 2\n' });
    await expect(readTrees(folder, 'standard')).rejects.toThrow();
    await expect(readTrees(join(folder, 'nowhere'), 'standard')).rejects.toThrow('There is no such folder.');
  });
});
