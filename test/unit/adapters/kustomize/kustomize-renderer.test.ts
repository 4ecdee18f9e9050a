import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KustomizeRenderer } from '../../../../adapters/kustomize/kustomize-renderer.ts';
import { digestOf } from '../../../../domain/digest.ts';

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const withKubectl = kubectl ? it : it.skip;
const image = { name: 'api', reference: { repository: 'r.example/p/api', digest: digestOf('image') } };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'renderer-'));
  mkdirSync(join(folder, 'temporary'));
  mkdirSync(join(folder, 'workspace', 'k8s', 'dev'), { recursive: true });
  mkdirSync(join(folder, 'workspace', 'k8s', 'broken'));
  const dev = join(folder, 'workspace', 'k8s', 'dev');
  writeFileSync(join(dev, 'kustomization.yaml'), 'namespace: dev\nresources: [pod.yaml]\n');
  writeFileSync(
    join(dev, 'pod.yaml'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: api}]}\n',
  );
  writeFileSync(join(folder, 'workspace', 'k8s', 'broken', 'kustomization.yaml'), 'resources: [absent.yaml]\n');
  symlinkSync(folder, join(folder, 'workspace', 'out'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const renderer = (): KustomizeRenderer =>
  new KustomizeRenderer({ workspace: join(folder, 'workspace'), temporary: join(folder, 'temporary') });

describe('kubectl kustomize', () => {
  withKubectl('renders an overlay with the image by digest, and leaves nothing behind', async () => {
    const text = await renderer().render('k8s/dev', image);
    expect(text).toContain(`image: r.example/p/api@${image.reference.digest}`);
    expect(text).toContain('namespace: dev');
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
  });

  withKubectl('says what it refuses', async () => {
    await expect(renderer().render('k8s/broken', image)).rejects.toThrow(/refuses "k8s\/broken": .*absent\.yaml/);
  });

  it('renders nothing that is not there, and nothing outside the checkout', async () => {
    await expect(renderer().render('k8s/production', image)).rejects.toThrow(/"k8s\/production" does not exist/);
    for (const directory of ['..', '../temporary', 'out']) {
      await expect(renderer().render(directory, image)).rejects.toThrow(/outside the checkout/);
    }
  });
});
