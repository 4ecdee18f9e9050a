import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StepContext } from '../../../../rehearsal/runner/stand-in.ts';
import { CHECKOUT, jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const CALLED = '.github/workflows/called.yml';
const called = (call: string, body: string): Record<string, string> => ({
  [CALLED]: `name: Called\non:\n  workflow_call:\n    ${call.trim().replaceAll('\n', '\n    ')}\n${body}`,
});
const ECHO = `
jobs:
  inner:
    runs-on: x
    outputs: { inputs: "\${{ toJSON(inputs) }}", seen: "\${{ steps.s.outputs.seen }}" }
    steps: [{ id: s, run: 'echo "seen=$FROM_CALLER|\${{ github.workflow }}|\${{ github.workflow_ref }}|\${{ github.event_name }}" >> "$GITHUB_OUTPUT"' }]
`;

describe('called workflows', () => {
  let world: TestWorld;
  let tokens: StepContext['permissions'][];
  beforeAll(async () => {
    world = await testWorld();
    world.repository.secrets.set('ONE', 'first-secret');
    world.repository.secrets.set('TWO', 'second-secret');
    world.standIns.set('actions/checkout', async ({ context }) => {
      tokens.push(context.permissions);
      return {};
    });
  });
  afterAll(() => world.close());

  it('row 23: inputs are typed, defaults filled in', async () => {
    const inputs = `
inputs:
  flag: { type: boolean, default: true }
  off: { type: boolean }
  count: { type: number, required: true }
  text: { type: string, default: "on \${{ github.ref_name }}" }
outputs: { all: { value: "\${{ jobs.inner.outputs.inputs }}" } }`;
    const result = await world.run(
      `
on: push
jobs:
  call: { uses: ./${CALLED}, with: { count: "\${{ fromJSON('3') }}", flag: false } }
  after: { needs: call, runs-on: x, outputs: { all: "\${{ needs.call.outputs.all }}" }, steps: [{ run: "true" }] }
`,
      called(inputs, ECHO),
    );
    const values = JSON.parse(outputsOf(result, 'after')['all'] ?? '{}');
    expect(values).toEqual({ flag: false, off: false, count: 3, text: 'on main' });
  });

  it.each([
    ['', 'Input count is required, but not provided while calling.'],
    ['with: { count: 1, more: 2 }', 'Invalid input, more is not defined in the referenced workflow.'],
  ])('row 23: a call with "%s" fails the run before any job', async (given, sentence) => {
    const workflow = `on: push\njobs:\n  call:\n    uses: ./${CALLED}\n    ${given}\n`;
    const result = await world.run(workflow, called('inputs: { count: { type: number, required: true } }', ECHO));
    expect(result.run.conclusion).toBe('failure');
    expect(result.problems.join()).toContain(sentence);
    expect(result.jobs).toEqual([]);
  });

  it('row 23: an input of another type fails the call with file and line', async () => {
    const workflow = `on: push\njobs:\n  call:\n    uses: ./${CALLED}\n    with:\n      flag: \${{ github.actor }}\n`;
    const result = await world.run(workflow, called('inputs: { flag: { type: boolean } }', ECHO));
    expect(jobOf(result, 'call').annotations[0]?.message).toBe(
      "The template is not valid. .github/workflows/w.yml (Line: 6, Col: 13): Unexpected value 'mina'",
    );
  });

  it('row 24: outputs of a called workflow come from its jobs', async () => {
    const result = await world.run(
      `
on: push
jobs:
  call: { uses: ./${CALLED} }
  after:
    needs: call
    runs-on: x
    outputs: { got: "\${{ needs.call.outputs.word }} \${{ needs.call.result }}" }
    steps: [{ run: "true" }]
`,
      called(
        'outputs: { word: { value: "${{ jobs.inner.outputs.word }}" } }',
        `jobs: { inner: { runs-on: x, outputs: { word: "\${{ steps.s.outputs.word }}" }, steps: [{ id: s, run: 'echo word=deep >> "$GITHUB_OUTPUT"' }] } }\n`,
      ),
    );
    expect(resultsOf(result)).toEqual({ 'call / inner': 'success', after: 'success' });
    expect(outputsOf(result, 'after')).toEqual({ got: 'deep success' });
  });

  it("rows 25 and 26: the caller's env stays behind, its github context comes along", async () => {
    const result = await world.run(
      `name: Caller\non: push\nenv: { FROM_CALLER: yes }\njobs: { call: { uses: ./${CALLED} } }\n`,
      called('inputs: {}', ECHO),
    );
    expect(outputsOf(result, 'call / inner')['seen']).toBe(
      '|Caller|acme/shop/.github/workflows/w.yml@refs/heads/main|push',
    );
  });

  const SECRETS = `
jobs:
  inner:
    runs-on: x
    outputs: { one: "\${{ steps.s.outputs.one }}", two: "\${{ steps.s.outputs.two }}" }
    steps:
      - id: s
        env: { ONE: "\${{ secrets.ONE }}", TWO: "\${{ secrets.TWO }}" }
        run: 'echo "one=\${#ONE}" >> "$GITHUB_OUTPUT"; echo "two=\${#TWO}" >> "$GITHUB_OUTPUT"'
`;
  it.each([
    ['secrets: { ONE: "${{ secrets.TWO }}" }', { one: '13', two: '0' }],
    ['secrets: inherit', { one: '12', two: '13' }],
    ['', { one: '0', two: '0' }],
  ])('row 27: with "%s" a called workflow sees only those secrets', async (given, lengths) => {
    const workflow = `on: push\njobs:\n  call:\n    uses: ./${CALLED}\n    ${given}\n`;
    const result = await world.run(workflow, called('secrets: { ONE: {}, TWO: {} }', SECRETS));
    expect(outputsOf(result, 'call / inner')).toEqual(lengths);
  });

  it('row 27: a required secret that is not passed on is an error', async () => {
    const workflow = `on: push\njobs: { call: { uses: ./${CALLED} } }\n`;
    const result = await world.run(workflow, called('secrets: { ONE: { required: true } }', SECRETS));
    expect(result.problems.join()).toContain('Secret ONE is required, but not provided while calling.');
  });

  it('row 27: the job token can be passed on, and is that of the job that reads it', async () => {
    const job = (id: string) =>
      `${id}: { runs-on: x, outputs: { same: "\${{ steps.s.outputs.same }}" }, steps: [{ id: s, env: { ONE: "\${{ secrets.ONE }}", OWN: "\${{ github.token }}" }, run: 'if [ -n "$OWN" ] && [ "$ONE" = "$OWN" ]; then echo same=yes >> "$GITHUB_OUTPUT"; fi' }] }`;
    const workflow = `on: push\njobs: { call: { uses: ./${CALLED}, secrets: { ONE: "\${{ secrets.GITHUB_TOKEN }}" } } }\n`;
    const body = `jobs:\n  ${job('inner')}\n  ${job('other')}\n`;
    const result = await world.run(workflow, called('secrets: { ONE: {} }', body));
    expect([outputsOf(result, 'call / inner'), outputsOf(result, 'call / other')]).toEqual([
      { same: 'yes' },
      { same: 'yes' },
    ]);
  });

  const permissionsOf = async (workflow: string, files = {}): Promise<StepContext['permissions'][]> => {
    tokens = [];
    await world.run(workflow, files);
    return tokens;
  };
  const steps = `runs-on: x, steps: [{ uses: ${CHECKOUT} }]`;

  it('row 28: permissions limit the token; what is not listed is none', async () => {
    expect(await permissionsOf(`on: push\njobs: { a: { ${steps} } }\n`)).toEqual([
      { contents: 'read', packages: 'read' },
    ]);
    expect(await permissionsOf(`on: push\npermissions: { deployments: write }\njobs: { a: { ${steps} } }\n`)).toEqual([
      { deployments: 'write' },
    ]);
    const both = `on: push\npermissions: { deployments: write }\njobs: { a: { permissions: { actions: read, contents: none }, ${steps} } }\n`;
    expect(await permissionsOf(both)).toEqual([{ actions: 'read' }]);
    expect(await permissionsOf(`on: push\npermissions: {}\njobs: { a: { ${steps} } }\n`)).toEqual([{}]);
  });

  it("row 28: a called workflow has its caller's permissions and cannot ask for more", async () => {
    const caller = (permissions: string) =>
      `on: push\njobs: { call: { permissions: ${permissions}, uses: ./${CALLED} } }\n`;
    const plain = called('inputs: {}', `jobs: { inner: { ${steps} } }\n`);
    expect(await permissionsOf(caller('{ deployments: write }'), plain)).toEqual([{ deployments: 'write' }]);
    const greedy = called(
      'inputs: {}',
      `permissions: {}\njobs: { inner: { permissions: { contents: write }, ${steps} } }\n`,
    );
    const result = await world.run(caller('{ contents: read }'), greedy);
    expect(result.run.conclusion).toBe('failure');
    expect(result.jobs).toEqual([]);
    expect(result.problems.join()).toContain(
      `.github/workflows/w.yml (Line: 2, Col: 9): Error calling workflow 'acme/shop/${CALLED}@${result.run.headSha}'. The nested job 'inner' is requesting 'contents: write', but is only allowed 'contents: read'.`,
    );
  });

  it('runs once for each combination of a matrix, with its inputs and under its name', async () => {
    const inputs =
      'inputs: { place: { type: string } }\noutputs: { all: { value: "${{ jobs.inner.outputs.inputs }}" } }';
    const result = await world.run(
      `
on: push
jobs:
  call:
    strategy: { max-parallel: 1, matrix: { place: [eu, us] } }
    uses: ./${CALLED}
    with: { place: "\${{ matrix.place }}-\${{ strategy.job-index }}" }
  after: { needs: call, runs-on: x, outputs: { all: "\${{ needs.call.outputs.all }}" }, steps: [{ run: "true" }] }
`,
      called(inputs, ECHO),
    );
    expect(resultsOf(result)).toEqual({
      'call (eu) / inner': 'success',
      'call (us) / inner': 'success',
      after: 'success',
    });
    expect(JSON.parse(outputsOf(result, 'after')['all'] ?? '')).toEqual({ place: 'us-1' });
  });

  it('stops the other combinations when one of them fails', async () => {
    const result = await world.run(
      `on: push\njobs: { call: { strategy: { max-parallel: 1, matrix: { n: [0, 1, 2] } }, uses: ./${CALLED}, with: { n: "\${{ matrix.n }}" } } }\n`,
      called(
        'inputs: { n: { type: number } }',
        'jobs: { inner: { runs-on: x, steps: [{ run: "exit ${{ inputs.n }}" }] } }\n',
      ),
    );
    expect(resultsOf(result)).toEqual({
      'call (0) / inner': 'success',
      'call (1) / inner': 'failure',
      'call (2)': 'cancelled',
    });
  });

  it.each([
    ['with: { n: text }', "(Line: 5, Col: 16): Unexpected value 'text'"],
    ['with: { n: "2" }', "(Line: 5, Col: 16): Unexpected value '2'"],
    ['secrets: { MORE: x }', '(Line: 5, Col: 22): Invalid secret, MORE is not defined in the referenced workflow.'],
  ])('row 23: is judged by what it declares before any job: %s', async (given, sentence) => {
    const workflow = `on: push\njobs:\n  call:\n    uses: ./${CALLED}\n    ${given}\n`;
    const result = await world.run(workflow, called('inputs: { n: { type: number } }', ECHO));
    expect(result.jobs).toEqual([]);
    expect(result.problems.join()).toContain(sentence);
  });

  it('row 23: a text of digits is no number', async () => {
    const workflow = `on: push\njobs: { call: { uses: ./${CALLED}, with: { n: "\${{ github.run_id }}" } } }\n`;
    const result = await world.run(workflow, called('inputs: { n: { type: number } }', ECHO));
    expect(jobOf(result, 'call').annotations[0]?.message).toContain("Unexpected value '210");
  });
});
