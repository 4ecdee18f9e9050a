import { describe, expect, it } from '@jest/globals';
import { parse as yaml } from 'yaml';
import { action } from '../../../../workflows-src/language/action-step.ts';
import { environmentVariable, event, GITHUB, STRANGER, secret } from '../../../../workflows-src/language/contexts.ts';
import { doorsOf } from '../../../../workflows-src/language/doors.ts';
import * as functions from '../../../../workflows-src/language/functions.ts';
import { axes, legCount, matrixFrom } from '../../../../workflows-src/language/matrix.ts';
import { equals, isLess } from '../../../../workflows-src/language/operator.ts';
import { labels } from '../../../../workflows-src/language/runner.ts';
import { run } from '../../../../workflows-src/language/step.ts';
import { text } from '../../../../workflows-src/language/template.ts';
import type { Triggers } from '../../../../workflows-src/language/trigger.ts';
import { trusting, untypedExpression } from '../../../../workflows-src/language/untyped.ts';
import { imageAction, localAction, untypedAction } from '../../../../workflows-src/language/untyped-action.ts';
import { workflowFile } from '../../../../workflows-src/render/workflow-file.ts';
import { keepRules } from '../../../../workflows-src/rules/rules.ts';
import { known, made, said, step, untyped, wf } from '../rules/small-workflows.ts';

const alone = { ...known, delivery: undefined };
const kept = (workflow: ReturnType<typeof wf>) => () => keepRules([workflow], alone);

describe('functions', () => {
  const number = functions.numberFrom(event('x'));
  it.each([
    [functions.contains(event('sha'), 'a'), "contains(github.event.sha, 'a')"],
    [functions.isOneOf(event('sha'), ['a', "b's"]), `contains(fromJSON('["a","b''s"]'), github.event.sha)`],
    [functions.endsWith(event('sha'), 'x'), "endsWith(github.event.sha, 'x')"],
    [functions.joined(functions.structureFrom(event('sha')), ';'), "join(fromJSON(github.event.sha), ';')"],
    [functions.toJson(event('sha')), 'toJSON(github.event.sha)'],
    [functions.truthFrom(event('sha')), 'fromJSON(github.event.sha)'],
    [functions.hashFiles('a', 'b/*'), "hashFiles('a', 'b/*')"],
    [functions.firstOf([[equals(number, 1), 'a']], 'b'), "case(fromJSON(github.event.x) == 1, 'a', 'b')"],
    [functions.itemOf(functions.structureFrom(event('sha')), 'a'), "fromJSON(github.event.sha)['a']"],
    [isLess(number, 3), 'fromJSON(github.event.x) < 3'],
  ])('write %#: %o', (value, code) => {
    expect(value.code).toBe(code);
  });

  it('keep what a stranger wrote in it', () => {
    expect(functions.toJson(STRANGER.headRef).uses).toContain('tainted');
    expect(() => functions.contains(untyped<ReturnType<typeof event>>(undefined), 'a')).toThrow('no such value');
  });

  it('of files stand in steps alone', () => {
    const files = untyped<never>(functions.hashFiles('a'));
    expect(said(wf([made({ if: untyped(equals(files, 'x' as never)) })]))).toContainEqual(
      expect.stringMatching(/^contextsInPlace: .*"files" does not exist here/),
    );
    expect(
      said(wf([made({ if: untyped(untypedExpression("hashFiles('a')", { uses: [], why: 'w' })) })])),
    ).toContainEqual(expect.stringMatching(/^readableExpressions: .*for steps alone/));
  });
});

describe('a property of a context', () => {
  it.each(['github.evnet_name', 'runner.oss', 'job.state', 'strategy.job_total'])('%s is refused', (code) => {
    const value = untyped<never>(untypedExpression(code, { uses: [], why: 'w' }));
    expect(said(wf([made({ steps: [step({ env: { A: value } })] })]))).toEqual([
      expect.stringMatching(/^readableExpressions: .*GitHub has no /),
    ]);
  });
  it('behind a function is none', () => {
    const value = untyped<never>(untypedExpression("fromJSON('{}').a.b", { uses: [], why: 'w' }));
    expect(said(wf([made({ steps: [step({ env: { A: value } })] })]))).toEqual([]);
  });
});

describe('a matrix of axes', () => {
  const two = axes({ os: ['a', 'b'], node: [1, 2] }, { exclude: [{ os: 'a', node: 1 }] });
  it.each([
    ['takes out what is not there', axes({ os: ['a'] }, { exclude: [{ os: untyped<string>('c') }] }), /takes out none/],
    ['has an empty axis', axes({ os: [] as string[] }), /value or more/],
    ['has a value twice', axes({ os: ['a', 'a'] }), /are the same/],
    [
      'has too many legs',
      axes({ a: Array.from({ length: 17 }, (_, i) => i), b: Array.from({ length: 16 }, (_, i) => i) }),
      /1 to 256/,
    ],
  ])('is refused where it %s', (_what, matrix, message) => {
    expect(said(wf([made({ matrix: untyped(matrix) })]))).toContainEqual(expect.stringMatching(message));
  });

  it.each([
    ['combinations', axes({ a: [1, 2, 3], b: ['x', 'y'] }), 6],
    ['some taken out', axes({ a: [1, 2, 3], b: ['x', 'y'] }, { exclude: [{ a: 1 }] }), 4],
    ['more said of one', axes({ a: [1, 2], b: ['x'] }, { include: [{ a: 1, extra: true }] }), 2],
    ['more said of all', axes({ a: [1, 2] }, { include: [{ extra: true }] }), 2],
    ['one more', axes({ a: [1, 2] }, { include: [{ a: 3, extra: true }] }), 3],
    ['one that was taken out and comes again', axes({ a: [1, 2] }, { exclude: [{ a: 1 }], include: [{ a: 1 }] }), 2],
    ['nothing but additions', axes({}, { include: [{ a: 1 }, { a: 2 }] }), 2],
    ['an axis that nobody knows yet', axes({ a: functions.structureFrom(event('sha')) }), undefined],
  ])('has as many legs as GitHub makes of %s', (_what, matrix, count) => {
    expect(legCount(matrix.content)).toBe(count);
  });

  it('has no key but its own', () => {
    const other = axes({ arch: ['x'] });
    const reads = run({ name: 'A', run: 'a', env: { A: other.values.arch } });
    expect(kept(wf([made({ matrix: two, steps: [reads] })]))).toThrow(/no such key; it has: os, node/);
  });

  it('may be decided by a job before', () => {
    const chosen = step({ outputs: ['legs'] });
    const first = made({ id: 'first', steps: [chosen], outputs: { legs: chosen.outputs['legs'] as never } });
    const legs = matrixFrom(functions.structureFrom(first.outputs['legs'] as never), ['name']);
    const next = made({ id: 'next', matrix: untyped(legs), steps: [step({ env: { N: legs.values.name } })] });
    expect(kept(wf([first, next]))).not.toThrow();
    expect(workflowFile(wf([first, next])).content).toContain('needs:\n      - first\n');
  });
});

describe('doors', () => {
  it('are listed with their reasons, through everything that is made of them', () => {
    const believed = untypedExpression<string, 'github'>('github.event.ref', {
      uses: ['github'],
      why: 'only compared',
    });
    const ref = trusting(STRANGER.headRef, 'only checked out');
    const workflow = wf([
      made({
        runsOn: labels('self-hosted', 'gpu'),
        if: untyped(equals(trusting(untyped<never>(believed), 'only compared'), 'x' as never)),
        steps: [
          untypedAction({ name: 'U', uses: `a/b@${'1'.repeat(40)}`, version: 'v1', with: { ref }, why: 'no lock' }),
          localAction({ name: 'L', path: './.github/actions/x' }),
          imageAction({ name: 'I', image: `docker://alpine@sha256:${'a'.repeat(64)}` }),
        ],
      }),
    ]);
    expect(doorsOf(workflow).map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'runs on "self-hosted": nobody knows this label',
      'runs on "gpu": nobody knows this label',
      'runs a/b@v1: no lock',
      "believes (github.event.ref) == 'x': only compared",
      'believes github.head_ref: only checked out',
    ]);
  });

  it.each([
    ['an action at a tag', untypedAction({ name: 'A', uses: 'a/b@v1', version: 'v1', why: 'w' }), /full commit/],
    [
      'an action without a version',
      untypedAction({ name: 'A', uses: `a/b@${'1'.repeat(40)}`, version: '', why: 'w' }),
      /full commit/,
    ],
    [
      'an action that the lock has at another commit',
      untypedAction({ name: 'A', uses: `actions/setup-node@${'1'.repeat(40)}`, version: 'v9', why: 'w' }),
      /The lock has/,
    ],
    ['an image at a tag', imageAction({ name: 'A', image: untyped('docker://alpine:3') }), /by its digest/],
  ])('do not lead to %s', (_what, uses, message) => {
    expect(said(wf([made({ steps: [uses] })]))).toEqual([expect.stringMatching(message)]);
  });
});

describe('a house rule', () => {
  const secretly = wf([made({ steps: [step({ env: { KEY: secret('KEY') } })] })]);
  it('can be left out for a reason, by a workflow of one’s own', () => {
    expect(kept(secretly)).toThrow('names the environment that guards it');
    const excepted = {
      ...secretly,
      exceptions: [{ rule: 'guardedSecrets', why: 'the repository has no environments' }],
    };
    expect(kept(excepted)).not.toThrow();
    expect(doorsOf(excepted)).toEqual([
      expect.objectContaining({ what: 'does not keep guardedSecrets', why: 'the repository has no environments' }),
    ]);
  });

  it.each([
    [{ rule: 'ownNames', why: 'w' }, /No such rule can be left out/],
    [{ rule: 'guardedSecrets', why: ' ' }, /Say why/],
  ])('is left out in no other way: %o', (exception, message) => {
    expect(kept({ ...secretly, exceptions: [exception] })).toThrow(message);
  });

  it('is kept by everything that a delivery makes', () => {
    const excepted = { ...secretly, exceptions: [{ rule: 'guardedSecrets', why: 'w' }] };
    expect(() => keepRules([excepted], known)).toThrow('keeps every rule');
  });
});

describe('names', () => {
  it.each([
    ['a variable of a workflow', wf([made()], { env: { '1A': 'x' } }), /^ownNames: .*env/],
    ['a variable of a job', wf([made({ env: { 'A-B': 'x' } })]), /^ownNames: .*jobs\.a\.env/],
    ['a service', wf([made({ services: { 'a b': { image: 'x' } } })]), /^ownNames: .*services/],
    ['an axis', wf([made({ matrix: untyped(axes({ 'a b': ['x'] })) })]), /^ownNames: .*matrix/],
  ])('of %s are looked at', (_what, workflow, message) => {
    expect(said(workflow)).toContainEqual(expect.stringMatching(message));
  });

  it('with values in them are said as such', () => {
    const workflow = wf([
      made({ env: { LEVEL: 'a' }, steps: [step({ if: equals(environmentVariable('LEVEL'), 'a') })] }),
    ]);
    expect(said(workflow)).toEqual([]);
    expect(yaml(workflowFile(workflow).content)).toMatchObject({ jobs: { a: { env: { LEVEL: 'a' } } } });
  });
});

describe('code of somebody without rights', () => {
  const checkout = (given: unknown) =>
    action('actions/checkout', { name: 'A', with: { 'persist-credentials': false, ref: untyped<string>(given) } });
  const foreign = [
    event('pull_request.head.sha'),
    trusting(event('pull_request.head.ref'), 'tried'),
    trusting(STRANGER.headRef, 'tried'),
    text`refs/pull/${event('pull_request.number')}/merge`,
    text`refs/pull/${event('number')}/head`,
    event('workflow_run.head_sha'),
    text`refs/pull/${event('issue.number')}/head`,
  ];
  const started = (on: Triggers, given: unknown) => said(wf([made({ steps: [checkout(given)] })], { on }));

  it('is checked out by no workflow that runs with the rights of the repository', () => {
    const risky: readonly Triggers[] = [
      { pullRequestTarget: true },
      { workflowRun: { workflows: ['CI'] } },
      { issueComment: { types: ['created'] } },
    ];
    for (const on of risky)
      for (const given of foreign) expect(started(on, given)).toContainEqual(expect.stringMatching(/^ownCode: /));
  });

  it('is checked out where it has no rights, and one’s own is everywhere', () => {
    expect(started({ pullRequest: true }, foreign[0])).toEqual([]);
    expect(started({ pullRequestTarget: true }, GITHUB.sha)).toEqual([]);
    expect(started({ pullRequestTarget: true }, event('pull_request.base.sha'))).toEqual([]);
  });
});
