import { describe, expect, it } from '@jest/globals';
import { parse as yaml } from 'yaml';
import { LOCK } from '../../../../catalogue/lock.ts';
import { parse } from '../../../../rehearsal/workflow/parse.ts';
import { doorsOf, type Workflow, workflowFile } from '../../../../workflow.ts';
import { RULES } from '../../../../workflows-src/rules/rules.ts';
import { matrixTests, publication } from './ports/library.ts';
import { chat, integration, monorepo, sharedChecks, sideBySide } from './ports/service.ts';

const PORTS: readonly Workflow[] = [matrixTests, publication, integration, monorepo, sideBySide, sharedChecks, chat];
const content = (workflow: Workflow): string => workflowFile(workflow).content;
const known = { delivery: undefined, lock: LOCK };
const brokenRules = (workflow: Workflow): string[] =>
  RULES.flatMap((rule) => rule(workflow, known).map(({ field, message }) => `${field}: ${message}`));

describe.each(PORTS.map((workflow) => [workflow.name, workflow] as const))(
  'a workflow in the style of a well-known project: %s',
  (_name, workflow) => {
    it('can be said without a rule that is broken', () => {
      expect(brokenRules(workflow)).toEqual([]);
    });

    it('is accepted by the parser of GitHub', async () => {
      await expect(parse(workflow.path, content(workflow))).resolves.toBeDefined();
    });

    it('is read alike by both versions of YAML', () => {
      const text = content(workflow);
      const { on, ...rest } = yaml(text) as Record<string, unknown>;
      const { true: old, ...older } = yaml(text, { version: '1.1' }) as Record<string, unknown>;
      expect([older, old]).toEqual([rest, on]);
    });
  },
);

describe('what the ports say', () => {
  it('stands in the file as GitHub wants it', () => {
    expect(yaml(content(matrixTests))).toMatchObject({
      on: { push: { branches: ['main', 'v*.x'], 'paths-ignore': ['docs/**', '**.md'] } },
      env: { CI: true },
      concurrency: { 'cancel-in-progress': "${{ github.event_name == 'pull_request' }}" },
      jobs: {
        test: {
          'runs-on': '${{ matrix.os }}',
          strategy: {
            'fail-fast': false,
            matrix: { node: [20, 22, 24], exclude: [{ os: 'macos-15', node: 20 }] },
          },
          defaults: { run: { shell: 'bash' } },
        },
      },
    });
    expect(yaml(content(integration))).toMatchObject({
      on: { schedule: [{ cron: '17 3 * * 1-5', timezone: 'Asia/Seoul' }] },
      jobs: {
        database: {
          services: { database: { image: '${{ matrix.database.image }}' }, redis: { ports: ['6379'] } },
          container: { image: 'python:3.14', options: '--cpus 2' },
        },
      },
    });
    expect(yaml(content(monorepo))).toMatchObject({
      jobs: {
        package: {
          needs: ['changes'],
          'runs-on': { group: 'large', labels: ['linux', 'x64'] },
          strategy: { 'max-parallel': 4, matrix: '${{ fromJSON(needs.changes.outputs.packages) }}' },
        },
      },
    });
    expect(yaml(content(sharedChecks))).toMatchObject({
      on: { workflow_run: { workflows: ['Monorepo', 'Nightly'] }, repository_dispatch: { types: ['lint'] } },
      jobs: { lint: { uses: expect.stringContaining('lint.yml@0123'), permissions: { contents: 'read' } } },
    });
  });

  it('runs steps side by side, and reads what they made behind a wait', () => {
    const { jobs } = yaml(content(sideBySide)) as { jobs: { fast: { steps: readonly object[] } } };
    expect(jobs.fast.steps.slice(1)).toEqual([
      expect.objectContaining({ id: 'build-the-image', background: true, 'timeout-minutes': 9 }),
      expect.objectContaining({ id: 'server', background: true }),
      { parallel: [expect.objectContaining({ run: 'make lint' }), expect.objectContaining({ run: 'make types' })] },
      { name: 'Wait for the image', wait: 'build-the-image' },
      expect.objectContaining({ env: { DIGEST: '${{ steps.build-the-image.outputs.digest }}' } }),
      { name: 'Stop the server', cancel: 'server' },
      { name: 'Wait for the rest', 'wait-all': true },
    ]);
  });

  it('names every door that was taken', () => {
    expect(PORTS.flatMap(doorsOf).map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'runs on "ubuntu-latest": nobody knows this label',
      'runs pnpm/action-setup@v4.1.0: the lock has no pnpm yet',
      'runs on "linux": nobody knows this label',
      'runs on "x64": nobody knows this label',
      'calls acme/shared/.github/workflows/lint.yml@v3.2.1: our platform team keeps it',
    ]);
  });
});
