import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { blockInSummary, refuseWith } from '../../../../workflows-src/pipelines/foreign-text.ts';

const HOSTILE =
  'one%0A\r\n::stop-commands::x\n::add-mask::y\n##[error]z\n```\n# <b>[Approve](https://evil.example)</b>\r# h\u001b[2J\u202e é';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs commands as GitHub's default shell does. */
const bash = (script: string, text: string) => {
  const summary = join(folder, 'summary');
  rmSync(summary, { force: true });
  const env = { PATH: process.env['PATH'], TEXT: text, OWN: 'production', GITHUB_STEP_SUMMARY: summary };
  try {
    return { code: 0, said: execFileSync('bash', ['-e', '-c', script], { env, encoding: 'utf8' }), summary };
  } catch (error) {
    const { status, stdout } = error as { readonly status: number; readonly stdout: string };
    return { code: status, said: stdout, summary };
  }
};

describe("somebody else's text", () => {
  it('is one annotation, and the step fails', () => {
    const { code, said } = bash(refuseWith('TEXT', 'Said: ', ' In $OWN.'), HOSTILE);
    expect(code).toBe(1);
    expect(said).toBe(
      `::error title=Refused::Said: ${HOSTILE.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')} In production.\n`,
    );
  });

  it('is a block of the summary that nothing in it can end', () => {
    const { code, said, summary } = bash(blockInSummary('TEXT', 'To be approved for $OWN:'), HOSTILE);
    expect([code, said]).toEqual([0, '']);
    const [first, second, ...block] = readFileSync(summary, 'utf8').trimEnd().split('\n');
    expect([first, second]).toEqual(['To be approved for production:', '']);
    expect(block.filter((line) => !line.startsWith('    '))).toEqual([]);
    expect(block.join('')).toMatch(/^[ -~]+$/);
    expect(block).toHaveLength(HOSTILE.split('\n').length);
  });
});
