import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, type JobText, runSteps } from './steps.ts';

const say = (text: string): string => `- { shell: bash, run: 'echo "${text}"' }`;

describe('composite actions', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  const steps = (text: string, action: string, options: JobText = {}) =>
    runSteps(world, text, {
      checkout: true,
      ...options,
      files: { 'actions/c/action.yml': action, 'actions/c/tool.sh': 'echo "tool: ran"\n', ...options.files },
    });

  it('row 44: steps of a composite action get no INPUT_*, and see its inputs and defaults', async () => {
    const action = composite(
      `${say('in: ${{ inputs.who }} ${{ inputs.where }} [$INPUT_WHO]')}\n${say('env: $(env | grep -c ^INPUT_)')}`,
      'inputs: { who: {}, where: { default: "${{ github.repository }}" } }',
    );
    const { said, record } = await steps('- { uses: ./actions/c, with: { who: mina } }', action);
    expect(record.result).toBe('success');
    expect(said('in')).toEqual(['mina acme/shop []']);
    expect(said('env')).toEqual(['0']);
  });

  it('has ids, outputs and inputs of its own, and gives the outputs that it names', async () => {
    const action = composite(
      `- { id: one, shell: bash, run: 'echo "word=inner" >> "$GITHUB_OUTPUT"' }\n${say('inner: ${{ steps.one.outputs.word }} [${{ steps.outer.outputs.word }}]')}`,
      'outputs: { word: { value: "${{ steps.one.outputs.word }}!" }, none: { description: no value } }',
    );
    const { said } = await steps(
      `- { id: outer, run: 'echo "word=outer" >> "$GITHUB_OUTPUT"' }
- { id: c, uses: ./actions/c }
- run: 'echo "outer: \${{ steps.c.outputs.word }} [\${{ steps.one.outputs.word }}]"; echo "all: $ALL"'
  env: { ALL: "\${{ join(steps.*.conclusion) }}" }`,
      action,
    );
    expect(said('inner')).toEqual(['inner []']);
    expect(said('outer')).toEqual(['inner! []']);
    expect(said('all')).toEqual(['success,success']);
  });

  it('keeps the variables of the step that uses it, and lets others see what its steps leave', async () => {
    const action = composite(
      `- { shell: bash, run: 'echo "A=left" >> "$GITHUB_ENV"; echo "B=left" >> "$GITHUB_ENV"; echo "$PWD/actions/c" >> "$GITHUB_PATH"' }
- { shell: bash, run: 'echo "inside: $A $B $C"', env: { C: "\${{ env.B }}" } }`,
    );
    const { said } = await steps(
      `- { uses: ./actions/c, env: { A: step } }\n- run: 'echo "after: $A $B; \${PATH%%:*}"'`,
      action,
    );
    expect(said('inside')).toEqual(['step left left']);
    expect(said('after')[0]).toMatch(/^left left; .+\/actions\/c$/);
  });

  it('github.action_path and GITHUB_ACTION_PATH are the folder of the action', async () => {
    const action = composite(
      `- { shell: bash, run: 'bash "$GITHUB_ACTION_PATH/tool.sh"; bash "\${{ github.action_path }}/tool.sh"; echo "id: $GITHUB_ACTION"' }`,
    );
    const { said } = await steps('- { id: mine, uses: ./actions/c }\n- run: echo "path [$GITHUB_ACTION_PATH]"', action);
    expect(said('tool')).toEqual(['ran', 'ran']);
    expect(said('id')).toEqual(['mine']);
  });

  it('success() and failure() look at the action, and a failure of a step is the failure of the step that uses it', async () => {
    const action = composite(`${say('first: ran')}
- { shell: bash, run: exit 3 }
${say('second: ran')}
- { if: failure(), shell: bash, run: 'echo "third: \${{ github.action_status }} \${{ job.status }}"' }`);
    const { said, ends, record } = await steps(
      `- { id: c, uses: ./actions/c, continue-on-error: true }\n- run: 'echo "outcome: \${{ steps.c.outcome }}"'`,
      action,
    );
    expect(said('first')).toEqual(['ran']);
    expect(said('second')).toEqual([]);
    expect(said('third')).toEqual(['failure success']);
    expect(said('outcome')).toEqual(['failure']);
    expect(ends).toEqual(['success', 'success', 'success']);
    expect(record.result).toBe('success');
  });

  it('a step with always() of a failed job finds its own action well', async () => {
    const { said } = await steps(
      `- run: exit 1\n- { if: always(), uses: ./actions/c }`,
      composite(`${say('plain: ran')}\n- { if: failure(), shell: bash, run: 'echo "broken: ran"' }`),
    );
    expect(said('plain')).toEqual(['ran']);
    expect(said('broken')).toEqual([]);
  });

  it('continue-on-error of a step inside forgives it', async () => {
    const action = composite(`- { id: bad, shell: bash, run: exit 1, continue-on-error: true }
${say('seen: ${{ steps.bad.outcome }} ${{ steps.bad.conclusion }}')}`);
    const { said, ends } = await steps('- uses: ./actions/c', action);
    expect(said('seen')).toEqual(['failure success']);
    expect(ends).toEqual(['success', 'success']);
  });

  it('runs steps in the workspace, whatever the defaults of the job are, and in a folder of their own where they say so', async () => {
    const action = composite(`${say('here: $(basename "$PWD")')}
- { shell: bash, working-directory: actions/c, run: 'echo "there: $(basename "$PWD")"' }`);
    const { said } = await steps('- uses: ./actions/c', action, {
      job: 'defaults: { run: { working-directory: actions, shell: python } }',
    });
    expect(said('here')).toEqual(['shop']);
    expect(said('there')).toEqual(['c']);
  });

  it('demands a shell, in the words of the runner', async () => {
    const { messages, ends } = await steps('- uses: ./actions/c', composite('- run: echo'));
    expect(ends).toEqual(['success', 'failure']);
    expect(messages[0]).toMatch(/\/actions\/c\/action\.yml \(Line: 5, Col: 7\): Required property is missing: shell$/);
    expect(messages[1]).toMatch(/^Failed to load \/.+\/actions\/c\/action\.yml$/);
  });

  it.each([
    ['secrets', "Unrecognized named-value: 'secrets'"],
    ['vars', "Unrecognized named-value: 'vars'"],
  ])('does not see %s', async (context, sentence) => {
    const { messages } = await steps('- uses: ./actions/c', composite(say(`\${{ ${context}.X }}`)));
    expect(messages.join()).toContain(sentence);
  });

  it('cannot have background steps', async () => {
    const { messages } = await steps(
      '- uses: ./actions/c',
      composite('- { shell: bash, run: echo, background: true }'),
    );
    expect(messages.join()).toContain("Unexpected value 'background'");
  });

  it('uses other actions, which see where they are', async () => {
    const inner = composite(
      say('inner: ${{ inputs.depth }} $(basename "$GITHUB_ACTION_PATH")'),
      'inputs: { depth: {} }',
    );
    const script =
      'console.log("js: " + process.env.INPUT_DEPTH + " " + process.env.GITHUB_ACTION_PATH?.split("/").pop())';
    const { said, record } = await steps(
      '- uses: ./actions/c',
      composite(`- { uses: ./actions/inner, with: { depth: two } }\n- { uses: ./actions/js, with: { depth: one } }`),
      {
        files: {
          'actions/inner/action.yaml': inner,
          'actions/js/action.yml': 'inputs: { depth: {} }\nruns: { using: node20, main: main.js }',
          'actions/js/main.js': script,
        },
      },
    );
    expect(record.result).toBe('success');
    expect(said('inner')).toEqual(['two inner']);
    expect(said('js')).toEqual(['one c']);
  });

  it('a time limit of the step that uses it is a limit for its steps', async () => {
    const { messages, said } = await steps(
      '- { uses: ./actions/c, timeout-minutes: "${{ fromJSON(0) }}" }',
      composite(say('ran: yes')),
    );
    expect(messages).toEqual([]);
    expect(said('ran')).toEqual(['yes']);
  });
});
