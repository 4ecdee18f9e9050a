import { describe, expect, it } from '@jest/globals';
import { LiveBlock } from '../../../../cli/rollout/live-block.ts';
import { liveTable } from '../../../../cli/rollout/live-table.ts';
import { lineScreen, terminalScreen } from '../../../../cli/rollout/screen.ts';
import { crashing, deployment, OUR_TIME, observed, pod } from '../../engine/rollout/observed.ts';
import { plainPaper } from '../../rehearsal/story/plain-paper.ts';

const SERVER_NOW = Date.parse('2026-11-23T11:01:00Z');
const ready = { ready: true, state: { running: { startedAt: '2026-11-23T11:00:10Z' } } };
const moment = (pods: number) => ({
  phase: 'rollout' as const,
  at: OUR_TIME,
  observations: [
    observed(
      deployment({ replicas: 3, updatedReplicas: 2, availableReplicas: 1 }),
      pod('api-1-a', ready),
      ...Array.from({ length: pods }, (_, index) => pod(`api-1-b${index}`, crashing(3))),
    ),
  ],
});

describe('the live table', () => {
  it('has the counts, the pods that are not ready first, and the last sentence', () => {
    const lines = liveTable(moment(1), '1 of 3 new pods ready', SERVER_NOW, { columns: 100, rows: 24 });
    expect(lines.map(({ text }) => text)).toEqual([
      'Deployment api  desired 3  updated 2  ready 1  available 1',
      '  pod       ready  restarts  since  state',
      '  api-1-b0  0/1    2         30 s   api: CrashLoopBackOff (Error), exit code 3',
      '  api-1-a   1/1    0         50 s   Running',
      '  1 of 3 new pods ready',
    ]);
    expect(lines.map(({ tone }) => tone)).toEqual(['strong', 'quiet', 'bad', 'good', 'quiet']);
  });

  it('shows a pod that nobody has placed yet as one that is not ready', () => {
    const pending = pod('api-1-c', {}, 'Pending');
    const placed = { ...pending, status: { phase: 'Pending' } };
    const seen = { ...moment(0), observations: [observed(deployment({}), pod('api-1-a', ready), placed)] };
    const lines = liveTable(seen, '', SERVER_NOW, { columns: 100, rows: 24 });
    expect(lines[2]).toEqual({ text: '  api-1-c  0/1    0         60 s   Pending', tone: undefined });
  });

  it('fits into the terminal, whatever its size, and says what it leaves out', () => {
    for (const rows of [3, 10, 24])
      for (const columns of [20, 40]) {
        const lines = liveTable(moment(40), 'x'.repeat(200), SERVER_NOW, { columns, rows });
        expect(lines.length).toBeLessThan(rows);
        for (const { text } of lines) expect(text.length).toBeLessThan(columns);
      }
    const lines = liveTable(moment(40), '', SERVER_NOW, { columns: 80, rows: 24 });
    expect(lines.at(-1)?.text).toMatch(/… and \d+ more/);
  });

  it('says so while nothing was seen', () => {
    const nothing = {
      ...moment(0),
      observations: moment(0).observations.map((known) => ({ ...known, objects: new Map() })),
    };
    expect(liveTable(nothing, '', SERVER_NOW, { columns: 80, rows: 24 })[0]?.text).toBe('Deployment api  not seen yet');
  });
});

/** What a terminal shows in the end: it understands "up n lines" and "clear below". */
function terminal(text: string): string {
  let lines: string[] = [];
  for (const part of text.split(/(\u001b\[\d+A\r\u001b\[J)/)) {
    const up = /^\u001b\[(\d+)A/.exec(part)?.[1];
    if (up === undefined) lines = `${lines.join('\n')}${part}`.split('\n');
    else lines = [...lines.slice(0, lines.length - 1 - Number(up)), ''];
  }
  return lines.join('\n');
}

describe('a block of lines on a terminal', () => {
  it('is redrawn in place, below what is printed', () => {
    const paper = plainPaper(80);
    const block = new LiveBlock(paper);
    block.show(['one', 'two']);
    block.print('a warning');
    block.show(['one', 'two', 'three']);
    block.show(['four']);
    expect(terminal(paper.text)).toBe('a warning\nfour\n');
    const written = paper.text;
    block.show(['four']);
    expect(paper.text).toBe(written);
  });
});

describe('the screen', () => {
  it('of a terminal shows sentences in the table, and what must stay above it', () => {
    const paper = plainPaper(100);
    const screen = terminalScreen(
      paper,
      () => SERVER_NOW,
      () => 24,
    );
    screen.log.info('Returning to the last good state.');
    screen.seen(moment(1));
    screen.log.info('1 of 3 new pods ready');
    screen.log.group('Pods', ['  api-1-b0 Running']);
    screen.log.info('2 of 3 new pods ready');
    screen.end();
    screen.say('✓ complete');
    const shown = terminal(paper.text);
    expect(shown).not.toContain('1 of 3 new pods ready');
    expect(shown).toMatch(
      /Returning[\s\S]*Pods[\s\S]*api-1-b0 Running\n[\s\S]*Deployment api[\s\S]*2 of 3 new pods ready[\s\S]*✓ complete/,
    );
  });

  it('of a log has lines alone, and folds groups on a runner', () => {
    const lines: string[] = [];
    const screen = lineScreen((text) => void lines.push(text), true);
    screen.seen(moment(1));
    screen.tick();
    screen.log.group('Pods', ['  a']);
    screen.end();
    expect(lines).toEqual(['::group::Pods\n', '  a\n', '::endgroup::\n']);
  });
});
