import { describe, expect, it } from '@jest/globals';
import { action } from '../../../../workflows-src/language/action-step.ts';
import { call } from '../../../../workflows-src/language/call.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import { job } from '../../../../workflows-src/language/job.ts';
import { needsOf, referredSteps } from '../../../../workflows-src/language/needs.ts';
import { equals } from '../../../../workflows-src/language/operator.ts';
import { run } from '../../../../workflows-src/language/step.ts';
import { lines, text } from '../../../../workflows-src/language/template.ts';
import { calledWorkflow } from '../../../../workflows-src/language/workflow.ts';

const frame = { name: 'Job', source: 'here', runsOn: 'ubuntu-24.04', timeoutMinutes: 1 } as const;
const measure = run({ name: 'Measure', run: 'echo', outputs: ['digest'] });
const build = job({ ...frame, id: 'build', steps: [measure], outputs: { digest: measure.outputs.digest } });
const { digest } = build.outputs;

describe('what a job waits for', () => {
  it.each([
    ['its condition', { if: equals(build.result, 'success'), steps: [] }],
    ['an environment variable of a step', { steps: [run({ name: 'A', run: 'a', env: { D: digest } })] }],
    ['text around a value', { steps: [run({ name: 'A', run: 'a', env: { D: text`at ${digest}` } })] }],
    ['lines of values', { steps: [run({ name: 'A', run: 'a', env: { D: lines([digest]) } })] }],
    ['an input of an action', { steps: [action('actions/checkout', { name: 'A', with: { ref: digest } })] }],
    ['an output of its own', { steps: [], outputs: { digest } }],
    ['its concurrency group', { steps: [], concurrency: { group: text`x-${digest}`, cancelInProgress: false } }],
    ['nothing but an order', { steps: [], after: [build] }],
  ] as const)('is found in %s', (_where, options) => {
    expect(needsOf(job({ ...frame, id: 'next', ...options }))).toEqual([build.handle]);
  });

  it('is found in the inputs and secrets of a call', () => {
    const given = inputs({ digest: { type: 'string', required: true, description: 'Digest.' } });
    const workflow = calledWorkflow({
      path: 'w.yml',
      name: 'W',
      source: 'here',
      on: {},
      jobs: [],
      call: { inputs: given, secrets: {}, outputs: {} },
    });
    expect(needsOf(call({ id: 'w', name: 'W', source: 'here', workflow, with: { digest }, secrets: {} }))).toEqual([
      build.handle,
    ]);
  });

  it('is sorted and said once', () => {
    const other = job({ ...frame, id: 'a-first', steps: [] });
    const next = job({
      ...frame,
      id: 'next',
      after: [build, other],
      steps: [run({ name: 'A', run: 'a', env: { D: digest } })],
    });
    expect(needsOf(next).map(({ id }) => id)).toEqual(['a-first', 'build']);
  });

  it('is nothing for a job that uses nothing', () => {
    expect(needsOf(build)).toEqual([]);
  });
});

describe('the id of a step', () => {
  it('is written only where something refers to it', () => {
    expect([...referredSteps(build)]).toEqual(['measure']);
    expect([...referredSteps(job({ ...frame, id: 'x', steps: [measure] }))]).toEqual([]);
  });
});
