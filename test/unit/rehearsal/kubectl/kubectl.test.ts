import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import { pathWithKubectl } from '../../../../rehearsal/kubectl/kubectl-on-path.ts';
import { platform } from '../../../fixtures/platform.ts';

describe('the stand-in for kubectl', () => {
  let folder = '';
  let path = '';
  const kubectl = (...args: readonly string[]) => spawnSync('kubectl', args, { env: { PATH: path }, encoding: 'utf8' });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
    ({ path } = await pathWithKubectl('/nonexistent', join(folder, 'bin')));
    for (const { path: file, content } of kustomizeTree(platform)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints what the renderer of generated trees builds, in a directory that takes an overlay and replaces its image', () => {
    const scratch = join(folder, 'scratch');
    mkdirSync(scratch);
    const overlay = `../${platform.root}/k8s/overlays/dev/dashboard`;
    const images = [{ name: 'dashboard', newName: 'r.example/p/dashboard', digest: `sha256:${'a'.repeat(64)}` }];
    writeFileSync(join(scratch, 'kustomization.yaml'), JSON.stringify({ resources: [overlay], images }));
    const { status, stdout, stderr } = kubectl('kustomize', scratch);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const printed = parseAllDocuments(stdout, { version: '1.1' }).map((document) => document.toJS());
    const tree = new Map(kustomizeTree(platform).map((file) => [join('/', file.path), file.content]));
    tree.set('/scratch/kustomization.yaml', JSON.stringify({ resources: [overlay], images }));
    expect(printed).toEqual(buildKustomization('/scratch', (file) => tree.get(file)));
    expect(stdout).toContain('r.example/p/dashboard@sha256:aaaa');
  });

  for (const args of [['apply', '-f', 'x'], ['kustomize'], ['kustomize', 'a', 'b'], ['kustomize', '--help'], []]) {
    it(`refuses "kubectl ${args.join(' ')}" by name`, () => {
      const { status, stderr } = kubectl(...args);
      expect(status).toBe(1);
      expect(stderr).toContain(`"${['kubectl', ...args].join(' ')}" is not rehearsed`);
    });
  }

  it('says what it cannot render', () => {
    const { status, stderr } = kubectl('kustomize', join(folder, 'nowhere'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('does not exist') });
  });

  it('is not used where the machine has kubectl', async () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'kubectl'), '#!/bin/sh\n');
    chmodSync(join(own, 'kubectl'), 0o755);
    expect(await pathWithKubectl(`/x:${own}`, join(folder, 'unused'))).toEqual({
      path: `/x:${own}`,
      standIn: false,
      readable: [],
    });
  });
});
