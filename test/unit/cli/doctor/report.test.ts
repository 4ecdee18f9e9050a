import { describe, expect, it } from '@jest/globals';
import type { Examination, Finding } from '../../../../cli/doctor/examine.ts';
import { reportPage } from '../../../../cli/doctor/page.ts';
import { readAnswer } from '../../../../cli/doctor/programs.ts';
import type { Question } from '../../../../cli/doctor/question.ts';
import { reportJson, reportText } from '../../../../cli/doctor/report.ts';

const lacks: Finding = {
  rule: 'tags-like-branches',
  about: 'a tag',
  lines: ['production', 'staging'],
  what: { kind: 'lacks', sentence: 'There is a tag called <b>&"main".', command: 'git push origin :refs/tags/main' },
};
const unseen: Finding = {
  rule: 'gates',
  about: 'the gate',
  lines: ['production'],
  what: { kind: 'unseen', why: 'No.' },
};
const examination: Examination = { findings: [lacks, unseen], asked: new Set(['production', 'staging', 'backup']) };

describe('a report', () => {
  it('says each thing once, under the first line that it is about, in the order of the proposal', () => {
    expect(reportText(examination)).toEqual([
      '✗ the tier before production',
      '    There is a tag called <b>&"main".',
      '      git push origin :refs/tags/main',
      '✗ production, which people approve',
      '    Not seen: the gate. No.',
      '✓ automatic backup',
    ]);
  });

  it('is data for programs', () => {
    expect(JSON.parse(reportJson(examination))).toEqual({
      schema: 'sluice.doctor/v1',
      lines: [
        { id: 'staging', standing: 'lacks' },
        { id: 'production', standing: 'lacks' },
        { id: 'backup', standing: 'holds' },
      ],
      findings: [
        expect.objectContaining({ kind: 'lacks', rule: 'tags-like-branches' }),
        { rule: 'gates', about: 'the gate', lines: ['production'], kind: 'unseen', why: 'No.' },
      ],
    });
  });

  it('is a page that loads nothing, runs nothing, and shows what others wrote as text', () => {
    const page = reportPage(examination);
    expect(page).toContain('There is a tag called &lt;b&gt;&amp;&quot;main&quot;.');
    expect(page).not.toMatch(/<b>|<script|https?:|src=|href=/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('automatic backup: holds');
  });
});

describe('the end of a program', () => {
  const gh: Question = { program: 'gh', path: 'repos/a/b' };
  const gcloud: Question = { program: 'gcloud', group: 'projects', verb: 'describe', about: ['a'] };
  const kubectl: Question = { program: 'kubectl', context: 'c', kind: 'Secret', name: 'a', namespace: 'n' };

  it.each<[string, Question, number | string, string, string, object]>([
    ['is an answer', gh, 0, '[{"id":1}]', '', { kind: 'there', value: [{ id: 1 }] }],
    ['is the name of an object', kubectl, 0, 'secret/a\n', '', { kind: 'there', value: 'secret/a' }],
    ['says that there is none', gh, 1, '{}', 'gh: Not Found (HTTP 404)\n', { kind: 'absent' }],
    ['says that there is none', gcloud, 1, '', 'ERROR: (gcloud.x) NOT_FOUND: Database a', { kind: 'absent' }],
    [
      'says that there is none',
      kubectl,
      1,
      '',
      'Error from server (NotFound): secrets "a" not found',
      { kind: 'absent' },
    ],
    ['is a missing program', gh, 'ENOENT', '', '', { kind: 'unseen', why: 'gh is not installed here.' }],
    [
      'is a refusal',
      gh,
      1,
      '',
      'gh: Forbidden (HTTP 403)',
      { kind: 'unseen', why: expect.stringContaining('HTTP 403') },
    ],
    [
      'is a context that is not there, which is no word about a cluster',
      ...([kubectl, 1, '', 'error: context "c" does not exist'] as const),
      { kind: 'unseen', why: expect.stringContaining('context') },
    ],
    ['is no JSON', gcloud, 0, 'Updates are available', '', { kind: 'unseen', why: expect.stringContaining('no JSON') }],
  ])('%s', (_, question, code, stdout, stderr, answer) => {
    expect(readAnswer(question, { code, stdout, stderr })).toEqual(answer);
  });
});
