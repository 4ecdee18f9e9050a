import { describe, expect, it } from '@jest/globals';
import { cleanLog, logEvidence } from '../../../../../engine/rollout/report/progress-log.ts';
import { type ReportInput, report } from '../../../../../engine/rollout/report/report.ts';
import { EMPTY_TIMELINE } from '../../../../../engine/rollout/report/timeline.ts';

/** What a pod may write to be taken for somebody else. */
const HOSTILE = [
  '::error file=a.ts,line=1::fooled',
  '::add-mask::x',
  '##[error]fooled',
  '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\',
  '\u001b[2J\u001b[31mred\u009b0m',
  '```\n# A heading of my own\n```',
  '</details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '[click](https://evil.example) ![x](https://evil.example/x.png)',
  '| a | b |\n| --- | --- |',
  'user\u202etxt.exe \u2066right\u2069 \u200fto left',
  'DB_PASSWORD=hunter2 Authorization: Bearer abcdefghijkl',
  'pass\u200bword=hun\u001b[0mter2',
  "toomanyrequests: You have reached your pull rate limit as 'acmebuilder': dckr_pat_abcdefghijklmnopqrst",
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END PRIVATE KEY-----',
  'x'.repeat(50_000),
];
const EVIL = HOSTILE.join('\n');

const input: ReportInput = {
  outcome: 'rolled-back',
  class: 'crash-loop',
  sentence: EVIL,
  remedy: EVIL,
  timeline: EMPTY_TIMELINE,
  facts: [['Image', EVIL]],
  evidence: {
    pods: Array.from({ length: 55 }, (_, index) => ({
      pod: `api-${index}`,
      node: 'node-1',
      phase: 'Running',
      ready: '0/1',
      restarts: 2,
      state: EVIL,
      exitCode: '1',
      since: '3 s',
    })),
    logs: Array.from({ length: 10 }, (_, index) => ({
      pod: `api-${index}`,
      container: 'api',
      run: 'current',
      lines: HOSTILE,
    })),
    warnings: Array.from({ length: 20 }, () => ({ reason: EVIL, message: EVIL, object: EVIL, count: 2, age: '4 s' })),
  },
};
const SECRETS = /hunter2|abcdefghijkl|acmebuilder|MIIEvQ/;
const INVISIBLE = /[\u001b\u009b\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

describe('a report about a hostile pod', () => {
  const text = report(input);

  it('stays below what GitHub takes', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024 - 4096);
  });

  it('shows no secret, and no character that turns or hides others', () => {
    expect(text).not.toMatch(SECRETS);
    expect(text).not.toMatch(INVISIBLE);
  });

  it('has no markup but its own outside of blocks', () => {
    const outside = withoutBlocks(text);
    expect(outside).not.toMatch(/<(script|img|\/details)/);
    expect(outside).not.toMatch(/(?<!\\)\]\(|(?<!\\)!\[/);
    expect(outside.split('\n').filter((line) => line.startsWith('# '))).toEqual([]);
    for (const line of outside.split('\n').filter((each) => each.startsWith('| ')))
      expect([3, 6, 9]).toContain(line.split(/(?<!\\)\|/).length - 1);
  });

  it('says how many pods it leaves out', () => {
    expect(text).toContain('5 more pods of the new template.');
  });
});

describe('the log about a hostile pod', () => {
  const lines: string[] = [];
  const log = cleanLog({
    info: (line) => void lines.push(line),
    warning: (line) => void lines.push(line),
    group: (title, body) => void lines.push(title, ...body),
  });
  log.info(EVIL);
  log.warning(EVIL);
  if (input.evidence !== undefined) logEvidence(input.evidence, log);

  it('has no workflow command, no secret, no escape sequence and no line without end', () => {
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n\u001b\u009b]|##\[|^\s*::/);
      expect(line).not.toMatch(SECRETS);
      expect(line.length).toBeLessThan(2_100);
    }
  });
});

function withoutBlocks(text: string): string {
  let fence: string | undefined;
  return text
    .split('\n')
    .filter((line) => {
      const ticks = /^`{3,}/.exec(line)?.[0];
      const inside = fence !== undefined;
      if (fence === undefined) fence = ticks;
      else if (ticks !== undefined && line === ticks && ticks.length >= fence.length) fence = undefined;
      return !inside && ticks === undefined;
    })
    .join('\n');
}
