import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CONFIG, type StrangersFolder, strangersFolder } from './config-world.ts';

const WORDS = `import { job, labels, run, withJobs, workflow } from '@sluice-delivery/sluice/workflow';
const docs = { source: 'sluice.config.ts', timeoutMinutes: 5, runsOn: 'ubuntu-24.04' } as const;
`;
const DOCS = `
export const workflows = [workflow({
  path: '.github/workflows/docs.yml', name: 'Docs', source: 'sluice.config.ts > docs', on: { push: { paths: ['docs/**'] } },
  jobs: [job({ ...docs, id: 'docs', name: 'Docs', runsOn: labels('self-hosted'), steps: [run({ name: 'Build', run: 'make docs' })] })],
})];
`;
const ADDED = `
export const workflows = (made) => made.map((each) => each.path.endsWith('/test.yml')
  ? withJobs(each, job({ ...docs, id: 'lint', name: 'Lint', steps: [run({ name: 'Lint', run: 'make lint' })] }))
  : each);
`;

let folder: StrangersFolder | undefined;
const standing = (config: string): StrangersFolder => {
  folder = strangersFolder({ 'sluice.config.ts': config });
  return folder;
};
afterEach(() => folder?.discard());

describe('workflows that a config has besides its delivery', () => {
  it('are written and checked like those, and their doors are listed', () => {
    const { sluice } = standing(`${WORDS}${CONFIG}${DOCS}`);
    expect(sluice(['synth'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('written  .github/workflows/docs.yml\n'),
    });
    expect(sluice(['check'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('docs.yml > jobs.docs runs on "self-hosted": nobody knows this label\n'),
    });
  });

  it('are written as the page about them says', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/workflows.md'), 'utf8');
    const block = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { sluice } = standing(`${block}${CONFIG}`);
    expect(sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    expect(sluice(['check']).stdout).toContain('runs astral-sh/setup-uv@v7.0.0: the lock does not have it yet');
  });

  it('may be those of the delivery with a job of somebody else in them', () => {
    const { sluice } = standing(`${WORDS}${CONFIG}${ADDED}`);
    expect(sluice(['diff']).stdout).toContain('+  lint:\n');
  });

  it.each([
    ['what is none', "export const workflows = 'docs';", 'wanted a list of them, or a function'],
    [
      'a promise',
      'export const workflows = async () => [];',
      'workflows = "a promise": Wanted a list of workflows at once',
    ],
    ['nothing', 'export const workflows = () => null;', 'workflows = null: Wanted a list of workflows'],
    ['made one by one', 'export function* workflows() {}', 'workflows = "no list": Wanted a list of workflows'],
    ['a list of nothing', 'export const workflows = [null];', 'workflows = null: Wanted a workflow: workflow({ … })'],
    ['a list of others', 'export const workflows = () => [7];', 'workflows = "a number": Wanted a workflow'],
    ['fewer than the delivery needs', 'export const workflows = () => [];', 'The delivery needs it'],
    ['a file twice', DOCS.replaceAll('docs.yml', 'test.yml'), 'Two workflows have this file'],
    ['a broken one', DOCS.replace("'make docs'", "''"), 'It has nothing to do: give it a command'],
  ])('are not %s', (_what, own, sentence) => {
    const { sluice } = standing(`${WORDS}${CONFIG}${own}`);
    expect(sluice(['synth'])).toMatchObject({ status: 2, stderr: expect.stringContaining(sentence) });
  });
});
