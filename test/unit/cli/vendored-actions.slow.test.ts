import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { PACKAGE_VERSION } from '../../../domain/package-name.ts';
import { CONFIG, type StrangersFolder, strangersFolder } from './config/config-world.ts';

let folder: StrangersFolder;
const path = (...parts: readonly string[]): string => join(folder.root, '.github/sluice/actions', ...parts);
const text = (file: string): string => readFileSync(file, 'utf8');

describe('the actions in the repository of a stranger', () => {
  beforeAll(() => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG });
    folder.sluice(['synth']);
  });
  afterAll(() => folder.discard());

  it('are there for every step that uses one, with their bundles and the licences of these', () => {
    const used = ['build', 'deploy', 'rollback'].flatMap((name) => [
      ...text(join(folder.root, `.github/workflows/${name}.yml`)).matchAll(/uses: (\.\/\S+)/g),
    ]);
    const actions = [...new Set(used.map(([, uses = '']) => uses))].filter((uses) => !uses.includes('/workflows/'));
    expect(actions.length).toBeGreaterThan(3);
    for (const uses of actions) {
      const file = join(folder.root, uses, 'action.yml');
      const { runs } = parse(text(file)) as { readonly runs: { readonly main: string } };
      expect(existsSync(join(dirname(file), runs.main))).toBe(true);
    }
    expect(text(path('dist/licenses.txt'))).toContain('@actions/core');
  });

  it('load each other by the names that they have', () => {
    const imports = [...text(path('dist/rollout.mjs')).matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)];
    expect(imports.length).toBeGreaterThan(1);
    for (const [, name = ''] of imports) expect(existsSync(path('dist', name))).toBe(true);
  });

  it('have the digest of what follows in their first line', () => {
    const [header = '', ...code] = text(path('dist/rollout.mjs')).split('\n');
    const digest = createHash('sha256').update(code.join('\n')).digest('hex');
    expect(header).toContain(`SHA-256 of what follows: ${digest}`);
    expect(text(path('rollout/action.yml'))).toContain(`part of Sluice ${PACKAGE_VERSION}`);
  });

  it('are found out when one byte of them is changed, in few words', () => {
    const file = path('dist/rollout.mjs');
    const whole = text(file);
    chmodSync(file, 0o644);
    writeFileSync(file, whole.replace('title:"Sluice rollout"', 'title:"Sluice rollouT"'));
    const { status, stderr } = folder.sluice(['check']);
    expect(status).toBe(1);
    expect(stderr).toContain('.github/sluice/actions/dist/rollout.mjs:');
    expect(stderr.length).toBeLessThan(1000);
    folder.sluice(['synth']);
    expect(text(file)).toBe(whole);
  });

  it('are checked by a workflow that needs nothing of Sluice’s own repository', () => {
    const check = text(join(folder.root, '.github/workflows/check.yml'));
    expect(check).toContain(`npx --yes --package=@sluice-delivery/sluice@${PACKAGE_VERSION} -- sluice check\n`);
    expect(check).not.toMatch(/run: npm (test|run)/);
  });

  it('are checked with the config where it lies', () => {
    const other = strangersFolder({ 'delivery/sluice.config.ts': CONFIG });
    expect(other.sluice(['synth'], 'delivery').status).toBe(0);
    expect(text(join(other.root, '.github/workflows/check.yml'))).toContain(
      'sluice check --config "delivery/sluice.config.ts"\n',
    );
    other.discard();
  });
});

describe('actions from elsewhere', () => {
  const refused = (actionsFrom: string): string => {
    const other = strangersFolder({
      'sluice.config.ts': CONFIG.replace('tiers:', `actionsFrom: ${actionsFrom},\n  tiers:`),
    });
    const { status, stderr } = other.sluice(['synth']);
    expect({ status, written: existsSync(join(other.root, '.github')) }).toEqual({ status: 2, written: false });
    other.discard();
    return stderr;
  };

  it('are refused in a version whose commit nobody knows', () => {
    expect(refused("{ repository: 'acme/sluice', version: 'v1.0.0' }")).toBe(
      'sluice.config.ts:10: The delivery cannot be used: 1 problem.\n  actionsFrom = {"repository":"acme/sluice","version":"v1.0.0"}: This Sluice knows no commit of that version, and a tag can be moved; it knows none yet. Leave actionsFrom out: then "sluice synth" copies the actions into .github/sluice/actions.\n',
    );
  });

  it('are refused from sources that are not there', () => {
    expect(refused("'local'")).toMatch(
      /^sluice\.config\.ts:10: .*\n {2}actionsFrom = "local": That is for Sluice's own/,
    );
  });
});
