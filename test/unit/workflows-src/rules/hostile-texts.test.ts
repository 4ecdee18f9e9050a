import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { GITHUB, STRANGER } from '../../../../workflows-src/language/contexts.ts';
import { expression, orEmpty } from '../../../../workflows-src/language/expression.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import type { JobOutput } from '../../../../workflows-src/language/job.ts';
import { and, equals } from '../../../../workflows-src/language/operator.ts';
import { text } from '../../../../workflows-src/language/template.ts';
import type { Workflow } from '../../../../workflows-src/language/workflow.ts';
import { workflowFile } from '../../../../workflows-src/render/workflow-file.ts';
import { isPlain } from '../../../../workflows-src/rules/plain-texts.ts';
import { keepRules } from '../../../../workflows-src/rules/rules.ts';
import { known, made, raw, said, step, untyped, wf } from './small-workflows.ts';

const HIDDEN = '${{ github.head_ref }}';

describe('no text of an author holds an expression', () => {
  it.each([
    ['the name of a workflow', wf([made()], { name: HIDDEN })],
    ['the name of a run', wf([made()], { runName: HIDDEN })],
    ['a group of runs', wf([made()], { concurrency: { group: HIDDEN, cancelInProgress: true } })],
    ['a branch', wf([made()], { on: { push: { branches: [HIDDEN] } } })],
    ['the name of a job', wf([made({ name: HIDDEN })])],
    ['the name of a step', wf([made({ steps: [step({ name: HIDDEN })] })])],
    ['a folder', wf([made({ steps: [step({ workingDirectory: HIDDEN })] })])],
    ['a variable', wf([made({ steps: [step({ env: { A: HIDDEN } })] })])],
    ['a text around values', wf([made({ steps: [step({ env: { A: text`a \${{ github.ref }}` } })] })])],
    ['an environment', wf([made({ environment: { name: HIDDEN, deployment: false, url: undefined } })])],
    ['the URL of an environment', wf([made({ environment: { name: 'dev', deployment: false, url: HIDDEN } })])],
    [
      'the name of an input',
      wf([made()], { dispatch: inputs({ a: { type: 'string', required: false, description: HIDDEN } }) }),
    ],
    [
      'an option',
      wf([made()], {
        dispatch: inputs({ a: { type: 'choice', options: [HIDDEN], required: true, description: 'd' } }),
      }),
    ],
  ])('not even %s', (_where, workflow) => {
    expect(said(workflow)).toContainEqual(expect.stringMatching(/^plainTexts: .*GitHub reads/));
    expect(() => keepRules([workflow], known)).toThrow('GitHub reads "${{" as an expression');
  });

  it('but values do, on one line or on many, and what a called workflow gives back', () => {
    const long = and(...Array.from({ length: 9 }, () => equals(GITHUB.ref, 'refs/heads/main')));
    const worked = step({ name: 'Work', if: long, outputs: ['x'] });
    const first = made({ steps: [worked], if: long, outputs: { x: worked.outputs['x'] as never } });
    const value = untyped<JobOutput>(first.outputs['x']);
    const call = { inputs: inputs({}), secrets: {}, outputs: { x: { description: 'X.', value } } };
    const workflow = wf(
      [first, made({ id: 'b', name: text`On ${GITHUB.ref}`, steps: [step({ env: { X: value } })] })],
      { call },
    );
    expect(workflowFile(workflow).content).toContain('if: >-');
    expect(isPlain(workflow)).toBe(true);
    expect(() => keepRules([workflow], known)).not.toThrow();
  });

  it('and no value is pasted into a text of JavaScript', () => {
    const value = step({ outputs: ['ref'] }).outputs['ref'];
    expect(() => `git checkout ${value}`).toThrow(
      'steps.say.outputs.ref) stands in a JavaScript text: hand it over in env',
    );
    expect(() => `${text`a`}`).toThrow('stands in a JavaScript text');
    expect(() => `${orEmpty(equals(value as never, 'x'))}`).toThrow('stands in a JavaScript text');
    const lost = made({ steps: [step({ run: `echo ${{ kind: 'any' }}` })] });
    expect(said(wf([lost]))).toEqual([expect.stringMatching(/^plainTexts: .*A value was pasted/)]);
    expect(() => keepRules([wf([lost])], known)).toThrow('A value was pasted');
  });
});

describe('code says itself what it asks for', () => {
  it.each([
    ['it cannot be read', "github.ref == 'a", /GitHub cannot read/],
    ['it ends too early', 'github.ref ==', /it ends too early/],
    ['a parenthesis stays open', '(github.ref', /GitHub expects "\)"/],
    ['there is too much of it', 'github.ref github.sha', /does not expect "github"/],
    ['the function is none', 'sha256(github.ref)', /GitHub has no function "sha256"/],
    [
      'cases come without a last one',
      "case(github.ref == 'a', 'x', github.ref == 'b', 'y') == 'x'",
      /"case" takes other than 4/,
    ],
    ['a function is given too little', 'contains(github.ref)', /"contains" takes other than 1/],
    ['the context is none', 'gihub.ref', /GitHub has no context "gihub"/],
    ['the context is elsewhere', 'secrets.KEY', /"secrets" does not exist here/],
    ['a step is asked where there is none', 'steps.a.outputs.b', /"steps" does not exist here/],
    ['a job is not waited for', "needs.build.result == 'success'", /does not wait for "build"/],
    ['a stranger wrote it', "github.event.pull_request.title == 'x'", /without rights can choose/],
    ['a stranger wrote it, in brackets', "github['head_ref'] == 'x'", /without rights can choose/],
    ['a stranger wrote a part of it', "contains(toJSON(github.event), 'x')", /without rights can choose/],
  ])('so a condition is refused where %s', (_why, code, message) => {
    expect(said(wf([made({ if: raw(code) })]))).toContainEqual(
      expect.stringMatching(new RegExp(`^readableExpressions: .*${message.source}`)),
    );
  });

  it.each([
    "github.ref == 'refs/heads/main' && !cancelled()",
    "contains(fromJSON('[1, 2]'), github.event.number) || vars.A != ''",
    "format('{0} it''s', github.sha) == 'x' && (inputs.a || github.event_name) == 'push'",
    'github.event.pull_request.number > 0x1F',
  ])('and one that GitHub reads is taken: %s', (code) => {
    expect(said(wf([made({ if: raw(code) })]))).toEqual([]);
  });

  it('a name of a run and a group of runs are looked at like everything else', () => {
    const title = untyped<Workflow['runName'] & object>(STRANGER.pullRequestTitle);
    expect(said(wf([made()], { runName: title }))).toContainEqual(
      expect.stringMatching(/^contextsInPlace: .*run-name/),
    );
    expect(said(wf([made()], { concurrency: { group: raw('secrets.A'), cancelInProgress: false } }))).toContainEqual(
      expect.stringMatching(/^readableExpressions: .*concurrency/),
    );
  });

  it('text of strangers comes back by no variable', () => {
    const first = step({ env: { TITLE: STRANGER.pullRequestTitle } });
    const steps = [first, step({ name: 'Next', if: raw("env.title == 'x'") })];
    expect(said(wf([made({ steps })]))).toEqual([expect.stringMatching(/^readableExpressions: .*env\.title holds/)]);
  });

  it('and a step that is not known has no id there', () => {
    const steps = [step({ name: 'First' }), step({ env: { A: raw('steps.first.outputs.x') } })];
    expect(said(wf([made({ steps })]))).toEqual([
      expect.stringMatching(/^readableExpressions: .*knows no step "first"/),
    ]);
  });
});

describe('texts that would break out', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      'a\n  evil:\n    runs-on: x',
      '\r\n# x',
      '\u0000',
      '\u2028evil: 1',
      '\u0085',
      "' || true || '",
      '"',
      '#',
      'x'.repeat(30_000),
      ' a',
      'a ',
      '\ttab',
      '${',
    ),
    fc.string({ unit: 'binary' }),
  );
  const condition = (word: string) =>
    and(
      ...Array.from({ length: 4 }, (_, index) =>
        equals(
          expression<string, 'github'>(`github.${['ref', 'sha', 'actor', 'job'][index]}`, { uses: ['github'] }),
          word,
        ),
      ),
    );
  const unquoted = (code: string): string[] =>
    code.split(/ && (?=github\.\w+ == ')/).map((each) =>
      each
        .replace(/^github\.\w+ == '/, '')
        .slice(0, -1)
        .replaceAll("''", "'"),
    );

  it('stay in the literal of a condition, in the reason of a permission, and behind the symbol of a job', () => {
    fc.assert(
      fc.property(hostile, (word) => {
        const spoken = step({ permissions: [{ scope: 'contents', level: 'read', why: word }] });
        const content = workflowFile(
          wf([made({ if: condition(word), source: word, steps: [spoken] })], { source: word }),
        ).content;
        const read = parse(content) as { jobs: Record<string, { if: string; permissions: object }> };
        expect(Object.keys(read.jobs)).toEqual(['a']);
        expect(read.jobs['a']?.permissions).toEqual({ contents: 'read' });
        const code = (read.jobs['a']?.if ?? '').replace(/^\$\{\{ | \}\}$/g, '');
        // Lone halves of characters are no text, and no file holds them.
        if (!/\p{Surrogate}/u.test(word)) expect(unquoted(code)).toEqual([word, word, word, word]);
      }),
      { numRuns: 300 },
    );
  });

  it('stay behind the version of an action', () => {
    const version = 'v1\n      - run: evil';
    const content = workflowFile(
      wf([
        made({
          steps: [
            untyped({ ...step(), kind: 'uses', uses: { kind: 'pinned', name: 'a/b', sha: 'c', version }, with: {} }),
          ],
        }),
      ]),
    ).content;
    expect(content).toContain('uses: a/b@c # v1\\n      - run: evil\n');
  });
});
