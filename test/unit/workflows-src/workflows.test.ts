import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, parseDocument } from 'yaml';
import { LOCK } from '../../../catalogue/lock.ts';
import { workflowFile } from '../../../workflows-src/render/workflow-file.ts';
import { generateWorkflows, workflows } from '../../../workflows-src/workflows.ts';
import { platform } from '../../fixtures/platform.ts';
import { DELIVERIES } from './deliveries.ts';
import { reviewed } from './reviewed.ts';

const ROOT = join(import.meta.dirname, '../../..');
const GOLDEN = join(ROOT, 'test/golden/workflows');
const files = generateWorkflows(platform);
const deliveries = Object.entries({ ...DELIVERIES, 'the demo': platform });

describe('the generated workflows of the demo', () => {
  it('are these files', () => {
    expect(files.map(({ path }) => path)).toEqual([
      '.github/workflows/test.yml',
      '.github/workflows/build.yml',
      '.github/workflows/deploy.yml',
      '.github/workflows/promote.yml',
      '.github/workflows/rollback.yml',
      '.github/workflows/check.yml',
      '.github/actionlint.yaml',
      '.github/zizmor.yml',
    ]);
  });

  it.each(files.map((file) => [file.path, file] as const))('%s is as it was reviewed', (path, { content }) => {
    expect(content).toBe(reviewed(join(GOLDEN, basename(path)), content));
  });

  it('have no reviewed file too many', () => {
    const reviewed = readdirSync(GOLDEN);
    expect(reviewed).toHaveLength(files.length);
  });
});

describe.each(deliveries)('the workflows of a delivery with %s', (_name, delivery) => {
  const made = generateWorkflows(delivery);
  const workflowFiles = made.filter(({ path }) => path.startsWith('.github/workflows/'));

  it('are equal bytes when they are made again', () => {
    expect(generateWorkflows(delivery)).toEqual(made);
  });

  it('are read alike by both versions of YAML', () => {
    for (const { content } of made) {
      const { on, ...current } = parse(content) as Record<string, unknown>;
      const { true: old, ...older } = parse(content, { version: '1.1' }) as Record<string, unknown>;
      expect(older).toEqual(current);
      expect(old).toEqual(on);
      expect(parseDocument(content, { uniqueKeys: true }).errors).toEqual([]);
    }
  });

  it('give their token nothing but what a job says, with a reason each', () => {
    for (const { content } of workflowFiles) {
      expect(parse(content)).toMatchObject({ permissions: {} });
      const granted = content.match(/^ {6}[a-z-]+: (read|write)\b.*$/gm) ?? [];
      expect(granted.filter((line) => !line.includes(' # '))).toEqual([]);
    }
  });

  it('name every action of others by its commit, with the version outside the quotes', () => {
    for (const line of workflowFiles.flatMap(({ content }) => content.match(/uses: .*/g) ?? [])) {
      expect(line).toMatch(/^uses: (\.\/[\w./-]+|[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('say which line each source made', () => {
    for (const { content, sections } of workflowFiles) {
      const lines = content.split('\n');
      const jobs = Object.keys((parse(content) as { jobs: object }).jobs);
      expect((sections ?? []).map(({ line }) => lines[line - 1])).toEqual(
        jobs.map((id) => expect.stringMatching(`^  ['"]?${id}['"]?:`)),
      );
    }
  });

  it('name sources that exist', () => {
    const sources = made.flatMap(({ source, sections }) => [
      source,
      ...(sections ?? []).map((section) => section.source),
    ]);
    for (const source of new Set(sources)) {
      const [path = '', symbol] = source.split(' > ');
      expect(existsSync(join(ROOT, path))).toBe(true);
      expect(readFileSync(join(ROOT, path), 'utf8')).toMatch(new RegExp(`(function|const) ${symbol}\\b`));
    }
  });
});

describe('a delivery that takes the actions from a published version', () => {
  const sha = 'b'.repeat(40);
  const lock = { ...LOCK, publishers: { 'acme/sluice': { version: 'v1.0.0', sha } } };
  const remote = { ...platform, actionsFrom: { repository: 'acme/sluice', version: 'v1.0.0' } };

  it('names them by commit, and is checked by the package, not by tests of Sluice', () => {
    const made = workflows(remote, lock).map(workflowFile);
    const checks = made.find(({ path }) => path.endsWith('check.yml'))?.content ?? '';
    expect(checks).toContain('sluice check');
    expect(checks).not.toContain('npm test');
    expect(made.some(({ content }) => content.includes('./actions/'))).toBe(false);
    expect(made.find(({ path }) => path.endsWith('build.yml'))?.content).toContain(
      `uses: acme/sluice/actions/image-tag@${sha} # v1.0.0\n`,
    );
  });

  it('is refused while the lock does not know the commit of that version', () => {
    expect(() => generateWorkflows(remote)).toThrow(
      'actionsFrom = {"repository":"acme/sluice","version":"v1.0.0"}: This Sluice knows no commit of that version',
    );
  });
});
