import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Project } from 'projen';
import type { Delivery } from '../../domain/delivery.ts';
import { SluiceDelivery } from '../../projen.ts';
import { DELIVERIES } from './workflows-src/deliveries.ts';

const delivery: Delivery = { ...(DELIVERIES['a chain of two promotions'] as Delivery), root: '' };
const fewer: Delivery = { ...(DELIVERIES['one tier that takes every push'] as Delivery), root: '' };
const SECOND = '.github/workflows/promote-half.yml';

let root = '';
/** @returns the sentence that it was refused by */
function synthesise(made: Delivery): string | undefined {
  const project = new Project({ name: 'theirs', outdir: root });
  try {
    new SluiceDelivery(project, { ...made, services: made.services.map((each) => ({ ...each, path: '.' })) });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  project.synth();
  return undefined;
}

function replace(path: string, text: string): void {
  chmodSync(join(root, path), 0o644);
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-projen-'));
  process.env['PROJEN_DISABLE_POST'] = 'true';
  mkdirSync(join(root, 'e2e'));
  for (const name of ['Dockerfile', 'r.txt', 'e2e/requirements.txt']) writeFileSync(join(root, name), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a delivery in a project of projen', () => {
  it('leaves no file behind that nothing makes any longer', () => {
    expect(synthesise(delivery)).toBeUndefined();
    expect(existsSync(join(root, SECOND))).toBe(true);
    expect(synthesise(fewer)).toBeUndefined();
    expect(existsSync(join(root, SECOND))).toBe(false);
  });

  it('but never deletes what somebody has put in the place of one', () => {
    synthesise(delivery);
    replace(SECOND, 'name: Mine\n');
    expect(synthesise(fewer)).toBeUndefined();
    expect(readFileSync(join(root, SECOND), 'utf8')).toBe('name: Mine\n');
    expect(synthesise(fewer)).toBeUndefined();
    expect(readFileSync(join(root, SECOND), 'utf8')).toBe('name: Mine\n');
  });

  it('nor overwrites it', () => {
    synthesise(delivery);
    replace('.github/workflows/test.yml', 'name: Mine\n');
    expect(synthesise(delivery)).toContain('.github/workflows/test.yml');
    expect(readFileSync(join(root, '.github/workflows/test.yml'), 'utf8')).toBe('name: Mine\n');
  });
});
