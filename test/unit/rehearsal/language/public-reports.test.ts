import { describe, expect, it } from '@jest/globals';
import { parse as yaml } from 'yaml';
import { LOCK } from '../../../../catalogue/lock.ts';
import { parse } from '../../../../rehearsal/workflow/parse.ts';
import * as language from '../../../../workflow.ts';
import { keepRules } from '../../../../workflows-src/rules/rules.ts';
import { made, said, step, untyped, wf } from '../../workflows-src/rules/small-workflows.ts';

/** What users of other generators and checkers have reported, said in this language. */
const alone = { delivery: undefined, lock: LOCK };
interface Read {
  readonly jobs: Readonly<
    Record<string, Readonly<Record<string, unknown>> & { readonly steps: readonly Record<string, unknown>[] }>
  >;
}

/** The file that is written, as both versions of YAML and GitHub's own parser read it. */
async function written(...jobs: Parameters<typeof wf>[0]): Promise<Read> {
  const workflow = wf(jobs);
  keepRules([workflow], alone);
  const { path, content } = language.workflowFile(workflow);
  await parse(path, content);
  expect((yaml(content, { version: '1.1' }) as Read).jobs).toEqual((yaml(content) as Read).jobs);
  return yaml(content) as Read;
}

const ref = language.GITHUB.ref;

describe('generators', () => {
  it('keep commands of several lines, whatever a line begins with', async () => {
    // https://github.com/typesafegithub/github-workflows-kt/issues/36
    const run = 'less out.py \\\n| grep -Po "visit[a-z]+" \\\n> missing.txt\n';
    expect((await written(made({ steps: [step({ run })] }))).jobs['a']?.steps[0]).toMatchObject({ run });
  });

  it('keep commands with blank lines at their ends and within', async () => {
    // https://github.com/typesafegithub/github-workflows-kt/issues/753
    for (const run of ['\n\na\n', '  a\n b\n', 'a\n\n\n', 'a\n\n  b\n', 'a \nb', '# a\nb\n'])
      expect((await written(made({ steps: [step({ run })] }))).jobs['a']?.steps[0]).toMatchObject({ run });
  });

  it('write conditions of several lines as one condition', async () => {
    // https://github.com/typesafegithub/github-workflows-kt/issues/370
    const before = language.run({ name: 'Before', run: 'a' });
    const sure = Array.from({ length: 6 }, () => language.equals(before.outcome, 'success'));
    const condition = language.and<'steps' | 'status'>(language.always(), ...sure);
    const { jobs } = await written(made({ steps: [before, step({ if: condition })] }));
    expect(jobs['a']?.steps[1]?.['if']).toBe(condition.code);
  });

  it('break no long line where a reader would see a blank', async () => {
    // https://github.com/typesafegithub/github-workflows-kt/issues/616
    const run = `echo ${'word '.repeat(200)}end`;
    expect((await written(made({ steps: [step({ run })] }))).jobs['a']?.steps[0]).toMatchObject({ run });
  });

  it('leave texts that look like something else texts', async () => {
    // https://github.com/typesafegithub/github-workflows-kt/pull/772
    const versions = ['3.10', '1e3', '0123', 'on', 'yes', '12:30:00', '~', 'null', '0x1F', '1_000', '.inf', 'E0'];
    const matrix = language.axes({ version: versions });
    const { jobs } = await written(made({ matrix, steps: [step({ env: { V: matrix.values.version } })] } as never));
    expect(jobs['a']?.['strategy']).toMatchObject({ matrix: { version: versions } });
  });

  it('write no value that is not there', () => {
    // https://github.com/cdklabs/publib/issues/741
    const step_ = step({ outputs: ['tag'] });
    const lost = untyped<typeof step_.outputs>(step_.outputs)['tga'] as never;
    expect(said(wf([made({ steps: [step_, step({ name: 'B', env: { T: lost } })] })]))).toEqual([
      expect.stringMatching(/^knownKeys: .*misspelt/),
    ]);
  });
});

describe('checkers', () => {
  it('let a matrix take out what an expression decides', async () => {
    // https://github.com/rhysd/actionlint/issues/261
    const given = language.inputs({ kind: { type: 'string', required: true, description: 'd' } });
    const isDebug = language.isOneOf(given.values.kind, ['Debug', 'Both']);
    const matrix = language.axes({ debug: [isDebug], os: ['a', 'b'] }, { exclude: [{ debug: false }] });
    const workflow = wf([made({ matrix: untyped(matrix) })], { dispatch: given, on: {} });
    expect(() => keepRules([workflow], alone)).not.toThrow();
    const { path, content } = language.workflowFile(workflow);
    await parse(path, content);
    expect(content).toContain('- ${{ contains(fromJSON(\'["Debug","Both"]\'), inputs.kind) }}\n');
  });

  it('know the results of all jobs that one waits for', async () => {
    // https://github.com/rhysd/actionlint/issues/66
    const [first, second] = [made({ id: 'first' }), made({ id: 'second' })];
    const failed = language.contains(language.resultsOf(first, second), 'failure');
    const condition = language.and<'needs' | 'status'>(language.always(), failed);
    const { jobs } = await written(first, second, made({ id: 'last', if: condition }));
    expect(jobs['last']).toMatchObject({
      needs: ['first', 'second'],
      if: "${{ always() && contains(needs.*.result, 'failure') }}",
    });
  });

  it('take the services of a job from a job before', async () => {
    // https://github.com/rhysd/actionlint/issues/402
    const chosen = step({ outputs: ['services'] });
    const first = made({ id: 'first', steps: [chosen], outputs: { services: chosen.outputs['services'] as never } });
    const services = language.structureFrom(first.outputs['services'] as never);
    const workflow = wf([first, made({ id: 'next', services: untyped(services) })]);
    expect(() => keepRules([workflow], alone)).not.toThrow();
    // GitHub takes it; its own parser, as it is published, does not yet.
    expect((yaml(language.workflowFile(workflow).content) as Read).jobs['next']).toMatchObject({
      needs: ['first'],
      services: '${{ fromJSON(needs.first.outputs.services) }}',
    });
  });

  it('read the JSON that stands in an expression', () => {
    // https://github.com/rhysd/actionlint/issues/464
    const wrong = untyped<never>(
      language.untypedExpression("contains(fromJSON('[a]'), github.ref)", { uses: [], why: 'w' }),
    );
    expect(said(wf([made({ if: wrong })]))).toEqual([
      expect.stringMatching(/^readableExpressions: .*"\[a\]" is no JSON/),
    ]);
  });

  it('refuse double quotes, which GitHub does not read', () => {
    // https://github.com/actions/runner/issues/866
    const wrong = untyped<never>(language.untypedExpression('github.ref == "x"', { uses: [], why: 'w' }));
    expect(said(wf([made({ if: wrong })]))).toContainEqual(expect.stringMatching(/GitHub cannot read/));
  });

  it('find an expression in commands even where it is meant for somebody else', () => {
    // https://github.com/CuriousLearner/django-keel/pull/105
    expect(() => step({ run: "grep '${{' template.yml" })).toThrow('expression in its commands');
    expect(said(wf([made({ steps: [{ ...step(), run: "grep '${{' a" }] })]))).toContainEqual(
      expect.stringMatching(/^plainScripts: /),
    );
    expect(said(wf([made({ if: language.equals(ref, '${{ x') as never })]))).toEqual([]);
  });
});
