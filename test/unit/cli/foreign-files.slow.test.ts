import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIG, type StrangersFolder, strangersFolder } from './config/config-world.ts';

let folder: StrangersFolder;
beforeEach(() => {
  folder = strangersFolder({ 'sluice.config.ts': CONFIG });
});
afterEach(() => folder.discard());

const text = (path: string): string => readFileSync(join(folder.root, path), 'utf8');
const TEST = '.github/workflows/test.yml';

describe('files of others', () => {
  it('are never overwritten: all are named, and nothing is written', () => {
    folder.write(TEST, 'on: push\n');
    folder.write('k8s/base/shop/service.yaml', 'kind: Service\n');
    expect(folder.sluice(['synth'])).toEqual({
      status: 1,
      stdout: '',
      stderr: `These files are not Sluice's, and would be overwritten:\n  ${TEST}\n  k8s/base/shop/service.yaml\nMove them away, or take over by --overwrite ${TEST} --overwrite k8s/base/shop/service.yaml, or say workflowPrefix: 'sluice-' in the delivery, with which generated workflows begin. Nothing was written.\n`,
    });
    expect(existsSync(join(folder.root, '.github/workflows/build.yml'))).toBe(false);
    expect(folder.sluice(['check']).stderr).toContain(`${TEST} is not Sluice's, and stands where it would write`);
    expect(text(TEST)).toBe('on: push\n');
  });

  it('are taken over one by one, when it is said', () => {
    folder.write(TEST, 'on: push\n');
    folder.write('k8s/base/shop/service.yaml', 'kind: Service\n');
    expect(folder.sluice(['synth', '--overwrite', TEST]).stderr).toContain('This file is not');
    expect(folder.sluice(['synth', '--overwrite', TEST, '--overwrite', 'k8s/base/shop/service.yaml'])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(folder.sluice(['check']).status).toBe(0);
  });

  it('are not deleted where a generated file was, and copies of generated files stay', () => {
    folder.sluice(['synth']);
    copyFileSync(join(folder.root, '.github/workflows/deploy.yml'), join(folder.root, '.github/workflows/mine.yml'));
    rmSync(join(folder.root, 'k8s/overlays/live/kustomization.yaml'));
    folder.write('k8s/overlays/live/kustomization.yaml', 'resources: []\n');
    folder.write('sluice.config.ts', CONFIG.replace("'live'", "'prod'"));
    const { stderr } = folder.sluice(['check']);
    expect(stderr).toContain('k8s/overlays/live/shop/kustomization.yaml is generated no longer');
    expect(stderr).not.toMatch(/mine\.yml|live\/kustomization/);
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    expect(text('k8s/overlays/live/kustomization.yaml')).toBe('resources: []\n');
    expect(existsSync(join(folder.root, '.github/workflows/mine.yml'))).toBe(true);
    expect(existsSync(join(folder.root, 'k8s/overlays/live/shop/kustomization.yaml'))).toBe(false);
    expect(folder.sluice(['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['.github/actionlint.yml', '.github/actionlint.yaml'],
    ['zizmor.yaml', '.github/zizmor.yml'],
  ])('that are settings of a linter under another name, %s, are not hidden by ours', (own, generated) => {
    folder.write(own, 'rules: {}\n');
    const { status, stdout } = folder.sluice(['synth']);
    expect(status).toBe(0);
    expect(stdout).toContain(`${own} is yours, and stays as it is. What is generated wants in it:`);
    expect(existsSync(join(folder.root, generated))).toBe(false);
    expect(folder.sluice(['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('that are settings of linters stay theirs, with what they should say', () => {
    folder.write('.github/actionlint.yaml', 'self-hosted-runner:\n  labels: [big]\n');
    const { status, stdout } = folder.sluice(['synth']);
    expect(status).toBe(0);
    expect(stdout).toContain(
      '.github/actionlint.yaml is yours, and stays as it is. What is generated wants in it:\n  paths:\n',
    );
    expect(text('.github/actionlint.yaml')).toBe('self-hosted-runner:\n  labels: [big]\n');
    expect(folder.sluice(['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('are none that Sluice wrote, edited by hand or of another version', () => {
    folder.sluice(['synth']);
    const whole = text(TEST);
    chmodSync(join(folder.root, TEST), 0o644);
    folder.write(TEST, whole.replace('name: Test', 'name: Tests'));
    expect(folder.sluice(['check']).stderr).toMatch(/^\.github\/workflows\/test\.yml:3 differs/);
    expect(folder.sluice(['synth']).status).toBe(0);
    expect(text(TEST)).toBe(whole);
  });
});
