import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '../../../../domain/problem.ts';
import { action } from '../../../../workflows-src/language/action-step.ts';
import { call } from '../../../../workflows-src/language/call.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import { axes } from '../../../../workflows-src/language/matrix.ts';
import type { Workflow } from '../../../../workflows-src/language/workflow.ts';
import { checkedFile } from '../../../../workflows-src/render/checked-file.ts';
import { formProblems } from '../../../../workflows-src/rules/right-forms.ts';
import { made, step, untyped, wf } from './small-workflows.ts';

type Given = never;
const job = (more: object) => wf([made(untyped<Given>(more))]);
const steps = (more: object) => job({ steps: [step(untyped<Given>(more))] });
const around = (more: object) => wf([made()], untyped<Partial<Workflow>>(more));

/** Every place of a workflow, with something in it. */
const PLACES: Readonly<Record<string, (given: Given) => unknown>> = {
  'a workflow': (given) => given,
  'its path': (given) => around({ path: given }),
  'its name': (given) => around({ name: given }),
  'its events': (given) => around({ on: given }),
  'its jobs': (given) => around({ jobs: given }),
  'its variables': (given) => around({ env: { A: given } }),
  'its group': (given) => around({ concurrency: given }),
  'its exceptions': (given) => around({ exceptions: given }),
  'its form': (given) => around({ dispatch: given }),
  'its interface': (given) => around({ call: given }),
  'an input': (given) => around({ dispatch: inputs({ a: given }) }),
  times: (given) => around({ on: { schedule: [given] } }),
  'a job': (given) => wf([given]),
  'its id': (given) => job({ id: given }),
  'its title': (given) => job({ name: given }),
  'its condition': (given) => job({ if: given }),
  'who it waits for': (given) => job({ after: [given] }),
  'its runner': (given) => job({ runsOn: given }),
  'its minutes': (given) => job({ timeoutMinutes: given }),
  'its environment': (given) => job({ environment: given }),
  'its container': (given) => job({ container: given }),
  'a service': (given) => job({ services: { a: given } }),
  'its matrix': (given) => job({ matrix: given }),
  'an axis': (given) => job({ matrix: axes({ a: given }) }),
  'its steps': (given) => job({ steps: given }),
  'an output': (given) => job({ outputs: { a: given } }),
  'a variable of it': (given) => job({ env: { A: given } }),
  'a called workflow': (given) =>
    wf([call({ id: 'c', name: 'C', source: 'here', workflow: given, with: {}, secrets: {} })]),
  'a step': (given) => job({ steps: [given] }),
  'its words': (given) => steps({ name: given }),
  'its commands': (given) => steps({ run: given }),
  'when it runs': (given) => steps({ if: given }),
  'its shell': (given) => steps({ shell: given }),
  'its time': (given) => steps({ timeoutMinutes: given }),
  'a variable': (given) => steps({ env: { A: given } }),
  'a right': (given) => steps({ permissions: [given] }),
  'an argument': (given) =>
    job({ steps: [action('actions/checkout', { name: 'A', with: { 'persist-credentials': false, ref: given } })] }),
};
/** Nothing of it is right anywhere. */
const NONSENSE: Readonly<Record<string, unknown>> = {
  null: null,
  function: () => 'x',
  symbol: Symbol('x'),
  bigint: 1n,
  date: new Date(0),
  'a list of lists': [[]],
  'half an expression': { kind: 'expression' },
  'another half': { kind: 'expression', code: 5, uses: [], references: [], operands: [] },
  'half a text': { kind: 'template' },
};

/** What `sluice synth` and the library say; a stack of ours is no answer. */
function answer(make: (given: Given) => unknown, given: unknown): string {
  try {
    checkedFile(make(untyped<Given>(given)) as Workflow);
    return 'written';
  } catch (error) {
    return error instanceof InvalidInput ? 'refused' : String(error);
  }
}

describe('what is not of the form that a place wants', () => {
  it.each(Object.entries(PLACES))('is refused with a sentence: %s', (_, make) => {
    const answers = Object.entries(NONSENSE).map(([name, given]) => [name, answer(make, given)]);
    expect(answers).toEqual(Object.keys(NONSENSE).map((name) => [name, 'refused']));
  });

  it('is named by where it stands', () => {
    const bad = untyped<Workflow>({
      ...wf([made(), made(untyped<Given>({ id: 'b', steps: [step(), null] }))]),
      env: 5,
    });
    expect(formProblems(bad).map(({ field, message }) => `${field}: ${message}`)).toEqual([
      '.github/workflows/w.yml > env: Wanted names with values.',
      '.github/workflows/w.yml > jobs[1].steps[1]: Wanted a step: run({ … }), action("…", { … }), wait({ … }).',
    ]);
  });

  it('is nothing of what is right', () => {
    expect(formProblems(wf([made()]))).toEqual([]);
    expect(formProblems(wf([made({ matrix: untyped<Given>(axes({ a: ['x', 1], b: [{ c: true }] })) })]))).toEqual([]);
    expect(formProblems(around({ dispatch: inputs({}), env: undefined, exceptions: [] }))).toEqual([]);
  });
});
