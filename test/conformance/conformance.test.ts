import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '../../rehearsal/workflow/run-result.ts';
import { testWorld } from '../unit/rehearsal/workflow/world.ts';
import { type ExpectedRun, readExpectation } from './expectation.ts';
import { raise } from './raise.ts';

const CASES = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const filesOf = (name: string): Readonly<Record<string, string>> => {
  const folder = join(import.meta.dirname, name);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
};

/** What the run shows of what is stated, and of jobs everything. */
function seen({ run, jobs, problems }: RunResult, expected: ExpectedRun): object {
  const log = (name: string): string => {
    const file = jobs.find((job) => job.name === name)?.logFile;
    return file === undefined ? '' : readFileSync(file, 'utf8');
  };
  const lines = (stated: ExpectedRun['log'], kept: (text: string, part: string) => boolean): object =>
    Object.fromEntries(
      Object.entries(stated ?? {}).map(([job, parts]) => [job, parts.filter((part) => kept(log(job), part))]),
    );
  return {
    conclusion: run.conclusion,
    ...(expected.jobs === undefined
      ? {}
      : { jobs: Object.fromEntries(jobs.map(({ name, result }) => [name, result])) }),
    ...(expected.outputs === undefined
      ? {}
      : {
          outputs: Object.fromEntries(
            Object.keys(expected.outputs).map((name) => [name, jobs.find((job) => job.name === name)?.outputs]),
          ),
        }),
    ...(expected.log === undefined
      ? {}
      : { log: lines(expected.log, (text, part) => text.split('\n').includes(part)) }),
    ...(expected['no-log'] === undefined
      ? {}
      : { 'no-log': lines(expected['no-log'], (text, part) => text !== '' && !text.includes(part)) }),
    ...(expected.problems === undefined
      ? {}
      : { problems: expected.problems.filter((part) => problems.join('\n').includes(part)) }),
  };
}

describe('GitHub, by example', () => {
  it.each(CASES)('%s', async (name) => {
    const { 'expected.yml': text = '', ...files } = filesOf(name);
    const expected = readExpectation(name, text);
    const world = await testWorld();
    try {
      const results = await raise(world, files, expected.event);
      const runs = results.map((result): [string, object] => {
        const file = result.run.workflowPath.replace('.github/workflows/', '');
        return [file, seen(result, expected.runs[file] ?? { conclusion: '', jobs: {} })];
      });
      expect(Object.fromEntries(runs)).toEqual(expected.runs);
    } finally {
      await world.close();
    }
  });
});

describe('a case', () => {
  const COMPLETE =
    'why: [{ quote: a sentence of the docs, source: "https://docs.github.com/x" }]\nevent: { kind: push, branch: main }\nruns: {}\n';

  it.each([
    ['a quotation', COMPLETE.replace(/^why.*\n/, ''), 'there is no quotation under "why"'],
    ['a source', COMPLETE.replace('https://docs.github.com/x', 'I know it'), '"I know it" is no source'],
    ['an event', COMPLETE.replace(/^event.*\n/m, ''), 'there is no "event"'],
    ['known keys', `${COMPLETE}note: x\n`, '"note" of a case is read by nothing'],
  ])('is refused without %s', (_, text, sentence) => {
    expect(() => readExpectation('x', text)).toThrow(`x/expected.yml: ${sentence}`);
  });
});
