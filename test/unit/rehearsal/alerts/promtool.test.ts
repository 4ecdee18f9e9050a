import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findPromtool, judge } from '../../../../rehearsal/alerts/promtool.ts';
import type { Judged } from '../../../../rehearsal/alerts/promtool-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'find-promtool-'));
afterAll(() => rmSync(folder, { recursive: true }));
const program = (...path: string[]): string => {
  const at = join(folder, ...path);
  mkdirSync(join(at, '..'), { recursive: true });
  writeFileSync(at, '#!/bin/sh\n');
  chmodSync(at, 0o755);
  return at;
};
const [bin, unpacked] = ['bin', 'links'].map((name) => join(folder, name));
const promtool = program('unpacked', 'promtool');
mkdirSync(join(folder, 'links'));
symlinkSync(program('unpacked', 'prometheus'), join(folder, 'links', 'prometheus'));
program('bin', 'prometheus');

describe('what judges rules', () => {
  it('is found on the PATH', async () => {
    expect(await findPromtool(`/nowhere:${join(folder, 'unpacked')}`)).toEqual({ kind: 'found', program: promtool });
  });

  it('is found beside a Prometheus on the PATH, where that really is', async () => {
    expect(await findPromtool(`${unpacked}`)).toEqual({ kind: 'found', program: promtool });
  });

  it.each([
    ['/nowhere', 'neither promtool nor prometheus is on PATH'],
    [bin ?? '', 'prometheus is on PATH, and promtool, which judges rules, is not beside it'],
  ])('is missed in words', async (path, why) => {
    expect(await findPromtool(path)).toEqual({ kind: 'absent', why });
  });
});

const found = await findPromtool(process.env['PROMTOOL'] ?? process.env['PATH'] ?? '');
const fact = found.kind === 'found' ? it : it.skip;
const judged = (judged: Partial<Judged>) =>
  judge(found.kind === 'found' ? found.program : '', {
    groups: [],
    series: [],
    ...{ seconds: 30, rounds: 5 },
    ...judged,
  });
const alert = (rule: object) => [{ name: 'g', interval: '30s', rules: [rule] }];
const DOWN = {
  alert: 'Down',
  expr: 'up == 0',
  for: '1m',
  annotations: { summary: '{{ $labels.pod }} is {{ $value }}' },
};

describe(`rules are judged by promtool itself${found.kind === 'found' ? '' : ` (${found.why})`}`, () => {
  fact('at the moment that an alert fires first, and in its words', async () => {
    const series = [{ series: 'up{pod="a"}', values: '1 0 0 0 0' }];
    expect(await judged({ groups: alert(DOWN), series })).toEqual([
      {
        ...{ name: 'Down', after: 90 },
        labels: { alertname: 'Down', pod: 'a' },
        annotations: { summary: 'a is 0' },
      },
    ]);
  });

  fact('and nothing fires where nothing holds for long enough', async () => {
    const series = [{ series: 'up{pod="a"}', values: '1 0 0 1 0' }];
    expect(await judged({ groups: alert(DOWN), series })).toEqual([]);
  });

  fact('with what is recorded before it is asked for', async () => {
    const rules = [{ record: 'ups', expr: 'count(up)' }];
    const groups = [{ name: 'z', interval: '30s', rules }, ...alert({ alert: 'Up', expr: 'ups > 0' })];
    const series = [{ series: 'up', values: '1 1 1 1 1' }];
    expect((await judged({ groups, series })).map(({ name, after }) => [name, after])).toEqual([['Up', 0]]);
  });

  fact('or it is said why they cannot be', async () => {
    await expect(judged({ groups: alert({ alert: 'Odd', expr: 'up ==' }) })).rejects.toThrow(
      /^promtool does not judge the rules: .*parse error/s,
    );
  });
});
