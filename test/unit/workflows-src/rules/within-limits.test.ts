import { describe, expect, it } from '@jest/globals';
import { LOCK } from '../../../../catalogue/lock.ts';
import { call } from '../../../../workflows-src/language/call.ts';
import { expression } from '../../../../workflows-src/language/expression.ts';
import { type InputDefinitions, inputs, NO_INPUTS } from '../../../../workflows-src/language/input.ts';
import { job } from '../../../../workflows-src/language/job.ts';
import { run } from '../../../../workflows-src/language/step.ts';
import type { Template } from '../../../../workflows-src/language/template.ts';
import {
  type CalledWorkflow,
  calledWorkflow,
  type Workflow,
  workflow,
} from '../../../../workflows-src/language/workflow.ts';
import { workflowFile } from '../../../../workflows-src/render/workflow-file.ts';
import { withinLimits } from '../../../../workflows-src/rules/within-limits.ts';
import { platform } from '../../../fixtures/platform.ts';

const known = { delivery: platform, lock: LOCK };
const problems = (made: Workflow): string[] =>
  withinLimits(made, known).map(({ field, value, message }) => `${field} = ${value}: ${message}`);

const idle = (more: Partial<Parameters<typeof job>[0]> = {}) =>
  job({
    id: 'a',
    name: 'A',
    source: 'here',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    steps: [],
    ...(more as object),
  });
const plain = (more: Partial<Workflow>): Workflow =>
  workflow({ path: 'w.yml', name: 'W', source: 'here', on: {}, jobs: [idle()], ...more });

const asked = (length: number) =>
  plain({ jobs: [idle({ if: expression<boolean, 'github'>('x'.repeat(length), { uses: ['github'] }) })] });
const told = (parts: Template<'github'>['parts']) =>
  plain({ jobs: [idle({ steps: [run({ name: 'Say', run: 'echo', env: { A: { kind: 'template', parts } } })] })] });
const dispatched = (count: number) => {
  const definitions = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`i${index}`, { type: 'string', required: false, description: 'd' }]),
  ) as InputDefinitions;
  return plain({ dispatch: inputs(definitions) });
};

const called = (path: string, workflows: readonly CalledWorkflow[]): CalledWorkflow =>
  calledWorkflow({
    path,
    name: path,
    source: 'here',
    on: {},
    call: { inputs: NO_INPUTS, secrets: {}, outputs: {} },
    jobs: workflows.map((each, index) =>
      call({ id: `c${index}`, name: 'C', source: 'here', workflow: each, with: {}, secrets: {} }),
    ),
  }) as unknown as CalledWorkflow;
const chain = (levels: number): CalledWorkflow => called(`${levels}.yml`, levels === 1 ? [] : [chain(levels - 1)]);
const fan = (count: number) =>
  called(
    'all.yml',
    Array.from({ length: count }, (_, index) => called(`${index}.yml`, [])),
  );

describe('what GitHub takes, to the last one', () => {
  const github = expression<string, 'github'>('github.sha', { uses: ['github'] });
  const room = 21_000 - "format('', github.sha)".length - '{00}'.length;
  it.each([
    ['a condition', asked(21_000), asked(21_001), /^w\.yml > if of job "a" = 21001: .*takes 21,000: .*Let a job/],
    [
      'a text with an expression in it',
      told(['x'.repeat(room), github]),
      told(['x'.repeat(room + 1), github]),
      /^w\.yml > env\.A of step "Say" = 21001: /,
    ],
    [
      'braces and quotes, which count twice',
      told(['x'.repeat(room - 6), github]),
      told([`${'x'.repeat(room - 6)}'{}x`, github]),
      /= 21001: /,
    ],
    [
      'a dispatch',
      dispatched(25),
      dispatched(26),
      /^w\.yml > inputs = 26: It would have 26 inputs, and GitHub takes 25/,
    ],
    ['levels of calls', chain(10), chain(11), /^11\.yml > jobs = 11: .*takes 10: /],
    ['called workflows', fan(50), fan(51), /^all\.yml > jobs = 51: .*takes 50: /],
  ])('of %s', (_what, most, more, message) => {
    expect(problems(most)).toEqual([]);
    expect(problems(more)).toEqual([expect.stringMatching(message)]);
  });

  it('of a file, in the words of the delivery', () => {
    const sized = (length: number) =>
      plain({ jobs: [idle({ steps: [run({ name: 'Say', run: 'x'.repeat(length) })] })] });
    const around = Buffer.byteLength(workflowFile(sized(1)).content) - 1;
    expect(problems(sized(512_000 - around))).toEqual([]);
    expect(problems(sized(512_001 - around))).toEqual([
      expect.stringMatching(/^tiers = 3: w\.yml would have 512,001 bytes, and GitHub takes 512,000: .*limits/),
    ]);
  });

  it('of defaults, which a dispatch sends', () => {
    const long = (length: number) =>
      plain({
        dispatch: inputs({ a: { type: 'string', required: false, description: 'd', default: 'x'.repeat(length) } }),
      });
    expect(problems(long(65_531))).toEqual([]);
    expect(problems(long(65_532))).toEqual([expect.stringMatching(/inputs = 65536: .*Shorten the defaults/)]);
  });
});
