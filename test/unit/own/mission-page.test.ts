import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { missionOf } from '../../../own/mission/mission.ts';
import type { MadeLine, MissionLine } from '../../../own/mission/mission-line.ts';
import { missionPage, missionText } from '../../../own/mission/mission-page.ts';

const DEMO = { root: 'examples/ai-agent-platform' };
const lines = missionOf(DEMO.root).flatMap((part) => part.lines);
const made = lines.filter((line): line is MadeLine => line.standing === 'made');

/** Every line of the proposal, in its order. */
const PROPOSAL = [
  ...['tests-run', 'image-of-a-commit', 'set-image-and-watch', 'five-minutes', 'rolls-back', 'history', 'one-process'],
  ...['no-keys', 'development', 'staging', 'production', 'urls', 'kustomize', 'what-is-measured', 'prometheus-stack'],
  ...['business-dashboard', 'system-dashboard', 'alert-latency', 'alert-errors', 'alert-memory', 'alert-disk', 'https'],
  ...['addresses', 'api-authentication', 'no-hard-coded-secrets', 'network-policy', 'pipeline-first'],
  ...['certificates-first', 'dashboard-first', 'backup'],
];

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** What is no file, no symbol of one, or no test in one. */
const missingOf = ({ files, sources, tests }: MadeLine): readonly string[] => [
  ...files.filter((path) => !existsSync(path)),
  ...sources.filter((source) => {
    const [path = '', symbol = ''] = source.split(' > ');
    return !new RegExp(`^export (?:async )?(?:const|function|interface|type) ${symbol}\\b`, 'm').test(textOf(path));
  }),
  ...tests.filter(({ file, title }) => !textOf(file).includes(title)).map(({ file, title }) => `${file}: ${title}`),
];

describe('the page of the proposal', () => {
  it('has a row for every line of it, in its order', () => {
    expect(lines.map(({ id }) => id)).toEqual(PROPOSAL);
    const rows = missionPage(DEMO)
      .content.split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (Asked|---)/.test(line));
    expect(rows.map((row) => row.split(' | ')[0]?.slice(2))).toEqual(lines.map(({ asks }) => asks));
  });

  it.each(made)('$id names files, symbols and tests that there are', (line) => {
    expect(missingOf(line)).toEqual([]);
  });

  it('says of a line whether it is open, and what it lacks', () => {
    const line: MissionLine = { id: 'moon', asks: 'A rocket', standing: 'open', lacks: 'No | fuel.' };
    const text = missionText([{ title: 'Part', lines: [line] }]).join('\n');
    expect(text).toContain('0 of 1 lines are there; 1 are open');
    expect(text).toContain('| A rocket | **Open.** No \\| fuel. |  |  |');
    const [first] = made;
    if (first === undefined) throw new Error('No line is made.');
    expect(missionText([{ title: 'Part', lines: [first] }]).join('\n')).toContain('All 1 lines are there.');
  });
});

describe('a name on the page', () => {
  const [line] = made;
  if (line === undefined) throw new Error('No line is made.');

  it.each<[string, Partial<MadeLine>]>([
    ['of a file', { files: ['docs/nothing.md'] }],
    ['of a symbol', { sources: ['own/mission/mission.ts > missions'] }],
    ['of a test', { tests: [{ file: 'test/unit/own/mission-page.test.ts', title: ['nobody', 'says'].join(' ') }] }],
    ['of a file of tests', { tests: [{ file: 'test/nothing.test.ts', title: 'it(' }] }],
  ])('%s that there is not is found', (_, wrong) => {
    expect(missingOf({ ...line, ...wrong })).toHaveLength(1);
  });
});
