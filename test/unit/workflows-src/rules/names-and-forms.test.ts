import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { orEmpty } from '../../../../workflows-src/language/expression.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import { and, differs, equals } from '../../../../workflows-src/language/operator.ts';
import { always } from '../../../../workflows-src/language/status.ts';
import { withJobs } from '../../../../workflows-src/language/workflow.ts';
import { workflowFile } from '../../../../workflows-src/render/workflow-file.ts';
import { keepRules } from '../../../../workflows-src/rules/rules.ts';
import { known, made, said, step, untyped, wf } from './small-workflows.ts';

describe('names and forms', () => {
  it.each([
    ['a job of 100 characters', wf([made({ id: 'a'.repeat(100) })]), /^ownNames: .*at most 99/],
    [
      'a step that begins with two underscores',
      wf([made({ steps: [step({ id: '__x' })] })]),
      /^ownNames: .*keeps "__"/,
    ],
    [
      'two variables that case tells apart',
      wf([made({ steps: [step({ env: { A: '1', a: '2' } })] })]),
      /^ownNames: .*by their case/,
    ],
    [
      'a variable without a name',
      wf([made({ steps: [step({ env: { '': '1' } })] })]),
      /^ownNames: .*letters, digits and "_"/,
    ],
    ['an output with a blank', wf([made({ steps: [step({ outputs: ['a b'] })] })]), /^ownNames: .*outputs/],
    ['jobs that case tells apart', wf([made(), made({ id: 'A' })]), /^ownNames: .*another name/],
    [
      'a choice of nothing',
      wf([made()], { dispatch: inputs({ a: { type: 'choice', options: [], required: true, description: 'd' } }) }),
      /^wholeWorkflows: .*has options/,
    ],
    [
      'a default that is no option',
      wf([made()], {
        dispatch: inputs({
          a: { type: 'choice', options: ['x'], default: 'y' as 'x', required: true, description: 'd' },
        }),
      }),
      /^wholeWorkflows: .*none of the options: x/,
    ],
    [
      'a default that is no number',
      wf([made()], {
        dispatch: inputs({ a: { type: 'number', default: Number.NaN, required: true, description: 'd' } }),
      }),
      /^wholeWorkflows: .*Wanted a number/,
    ],
    [
      'an input of no type',
      wf([made()], { dispatch: inputs({ a: untyped({ type: 'text', required: true, description: 'd' }) }) }),
      /^wholeWorkflows: .*Wanted string/,
    ],
    ['no job', wf([]), /^wholeWorkflows: .*give it a job/],
    ['no step', wf([made({ steps: [] })]), /^wholeWorkflows: .*give it a step/],
    ['nothing that starts it', wf([made()], { on: {} }), /^wholeWorkflows: .*Nothing starts it/],
    [
      'branches and all but those',
      wf([made()], { on: { push: untyped({ branches: ['a'], branchesIgnore: ['b'] }) } }),
      /^knownEvents: .*either branches/,
    ],
    ['no branch', wf([made()], { on: { push: { branches: [] } } }), /^knownEvents: .*empty list/],
    [
      'a path that leaves its folder',
      wf([made()], { path: '.github/workflows/../evil.yml' }),
      /^wholeWorkflows: path: GitHub reads/,
    ],
    ['a path below it', wf([made()], { path: '.github/workflows/a/b.yml' }), /^wholeWorkflows: path/],
    ['a path elsewhere', wf([made()], { path: '../evil.yml' }), /^wholeWorkflows: path/],
    ['no name', wf([made()], { name: ' ' }), /^wholeWorkflows: .*people look/],
  ])('of %s are refused', (_what, made, message) => {
    expect(said(made)).toContainEqual(expect.stringMatching(message));
  });

  it('two workflows have two files, and case does not tell them apart', () => {
    const other = wf([made()], { path: '.github/workflows/W.yml' });
    expect(() => keepRules([wf([made()]), other], known)).toThrow(/path = ".github\/workflows\/W.yml": Two workflows/);
  });

  it('two steps of one name have two ids, a command says what it may do, and others add jobs', () => {
    const comment = step({
      id: 'again',
      permissions: [{ scope: 'pull-requests', level: 'write', why: 'comments on the pull request' }],
    });
    const first = wf([made({ steps: [step(), comment] })]);
    const both = withJobs(first, made({ id: 'b', name: 'テスト' }));
    expect(said(both)).toEqual([]);
    expect(workflowFile(both).content).toContain('pull-requests: write # comments on the pull request\n');
    expect(Object.keys((parse(workflowFile(both).content) as { jobs: object }).jobs)).toEqual(['a', 'b']);
    expect(first.jobs).toHaveLength(1);
  });
});

describe('a job that runs whatever became of the others', () => {
  const worked = step({ outputs: ['x'] });
  const first = made({ steps: [worked], outputs: { x: worked.outputs['x'] as never } });
  const output = first.outputs['x'] as never;
  const reads = (value: never, condition: never) =>
    said(wf([first, made({ id: 'b', if: condition, steps: [step({ env: { X: value } })] })]));

  it('reads no output of one that may have been skipped', () => {
    expect(reads(output, untyped(and(always(), differs(first.result, 'skipped'))))).toEqual([
      expect.stringMatching(/^presentOutputs: .*"a" was skipped or has failed.*env\.X/),
    ]);
  });

  it('but reads it where it asked for success, or can do without', () => {
    expect(reads(output, untyped(and<'needs' | 'status'>(always(), equals(first.result, 'success'))))).toEqual([]);
    expect(reads(untyped(orEmpty(output)), untyped(and(always(), differs(first.result, 'skipped'))))).toEqual([]);
  });
});
