import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { issueProperties } from '../../../../rehearsal/runner/issue-properties.ts';
import { parseCommand } from '../../../../rehearsal/runner/workflow-command.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { runSteps } from './steps.ts';

describe('a workflow command', () => {
  const parsed = (line: string) => parseCommand(line, () => true);

  it.each([
    ['  ::error file=a.ts,line=3::text', { name: 'error', properties: { file: 'a.ts', line: '3' }, data: 'text' }],
    ['::Error FILE=a, line=3::', { name: 'error', properties: { file: 'a', ' line': '3' }, data: '' }],
    ['::set-output name=a=b::c::d', { name: 'set-output', properties: { name: 'a=b' }, data: 'c::d' }],
    ['::x a=,b==1,=c::%0Ay%25', { name: 'x', properties: { b: '1' }, data: '\ny%' }],
    ['::x a=%3A%2C%0D::', { name: 'x', properties: { a: ':,\r' }, data: '' }],
    ['text ##[warning file=a;line=1]%3Bx%5D', { name: 'warning', properties: { file: 'a', line: '1' }, data: ';x]' }],
  ])('%j is read as the runner reads it', (line, command) => {
    expect(parsed(line)).toEqual(command);
  });

  it.each([['text ::error::x'], [':error::x'], ['::error'], ['##[error'], [' plain']])('%j is none', (line) => {
    expect(parsed(line)).toBeUndefined();
  });
});

describe('what an annotation says of its place', () => {
  it.each([
    ['a column without a line is none', { col: '3', endColumn: '4' }, {}],
    ['an end is a start too', { endLine: '4' }, { line: '4', endLine: '4' }],
    ['columns of several lines are none', { line: '1', endLine: '2', col: '3' }, { line: '1', endLine: '2' }],
    ['lines do not end before they begin', { line: '2', endLine: '1' }, {}],
    ['nor do columns', { line: '2', col: '5', endColumn: '4' }, { line: '2' }],
    [
      'all of one line',
      { line: '2', endLine: '2', col: '4', endColumn: '5' },
      { line: '2', endLine: '2', col: '4', endColumn: '5' },
    ],
    ['a file of the workspace is named from there', { file: '/w/s/a.ts' }, { file: 'a.ts' }],
    ['another one is not', { file: '/w/sx/a.ts' }, { file: '/w/sx/a.ts' }],
  ])('%s', (_, given, wanted) => {
    expect(issueProperties(given, '/w/s')).toEqual(wanted);
  });
});

describe('commands of a step', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('set-output and save-state work and are warned of', async () => {
    const { said, messages, ends } = await runSteps(
      world,
      `- { id: a, run: 'echo "::set-output name=word::hello"; echo "::save-state name=x::y"' }\n- run: 'echo "out: \${{ steps.a.outputs.word }}"'`,
    );
    expect(said('out')).toEqual(['hello']);
    expect(messages).toEqual([
      expect.stringMatching(
        /^The `set-output` command is deprecated and will be disabled soon\. Please upgrade to using Environment Files\./,
      ),
      expect.stringMatching(/^The `save-state` command is deprecated/),
    ]);
    expect(ends).toEqual(['success', 'success']);
  });

  it('set-env and add-path work where the workflow says that it knows', async () => {
    const { said, ends, messages } = await runSteps(
      world,
      `- run: echo "::set-env name=A::b"; echo "::add-path::/added"; echo "::set-env name=NODE_OPTIONS::x"\n- run: 'echo "out: $A \${PATH%%:*}"'`,
      { head: 'env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }' },
    );
    expect(said('out')).toEqual(['b /added']);
    expect(messages).toEqual(["Can't update NODE_OPTIONS environment variable using ::set-env:: command."]);
    expect(ends).toEqual(['success', 'success']);
  });

  it.each([
    ['set-output::x', "Required field 'name' is missing in ##[set-output] command."],
    ['echo::maybe', "Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: 'maybe'."],
    ['echo::', "Value cannot be null. (Parameter 'value')"],
    ['add-matcher::none.json', "Could not find file '"],
    [
      'stop-commands::warning',
      "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.",
    ],
  ])('::%s fails the step', async (command, sentence) => {
    const { messages, ends } = await runSteps(world, `- run: echo "::${command}"`);
    expect(ends).toEqual(['failure']);
    expect(messages.join('\n')).toContain(sentence);
  });

  it.each([
    ['add-mask::', "Can't add secret mask for empty string in ##[add-mask] command."],
    ['add-matcher::', 'File path must be specified.'],
    ['remove-matcher::', 'Either an owner name or a file path must be specified in ##[remove-matcher] command.'],
    ['remove-matcher owner=x::y', 'Both values cannot be set.'],
  ])('::%s is only warned of', async (command, sentence) => {
    const { messages, ends } = await runSteps(world, `- run: echo "::${command}"`);
    expect(ends).toEqual(['success']);
    expect(messages.join('\n')).toContain(sentence);
  });

  it('echo shows commands for the step that asks for it, but for those that show themselves', async () => {
    const { log } = await runSteps(
      world,
      `- run: |\n    echo "::echo::on"; echo "::group::G"; echo "::notice::N"; echo "::add-mask::masked text"; echo "::echo::off"; echo "::endgroup::"\n- run: echo "::group::H"`,
    );
    expect(log).toContain('\n::group::G\n##[group]G\n##[notice]N\n::add-mask::***\n::echo::off\n##[endgroup]\n');
    expect(log).not.toContain('::group::H\n##[group]H');
  });

  it('debug lines and commands are shown, and RUNNER_DEBUG is set, where a secret or a variable asks for it', async () => {
    const text = `- run: echo "::debug::one%0Atwo"; echo "::endgroup::"; echo "debug [$RUNNER_DEBUG] \${{ runner.debug }}"`;
    const quiet = await runSteps(world, text);
    expect(quiet.log).not.toContain('##[debug]');
    expect(quiet.log).toMatch(/^debug \[\] $/m);
    world.repository.variables.set('ACTIONS_STEP_DEBUG', 'true');
    const { log } = await runSteps(world, text);
    expect(log).toContain('##[debug]one\n##[debug]two\n::endgroup::\n##[endgroup]\ndebug [1] 1\n');
    world.repository.secrets.set('ACTIONS_STEP_DEBUG', 'false');
    expect((await runSteps(world, text)).log).not.toContain('##[debug]');
    world.repository.variables.delete('ACTIONS_STEP_DEBUG');
    world.repository.secrets.delete('ACTIONS_STEP_DEBUG');
  });

  it('a token that stops commands is masked when it is long, and its case does not matter', async () => {
    const { log } = await runSteps(
      world,
      `- run: echo "::stop-commands::Long-Token"; echo "::group::no"; echo "Long-Token"; echo "::long-token::"; echo "::group::yes"`,
    );
    expect(log).toContain('::stop-commands::***\n::group::no\n***\n::long-token::\n##[group]yes\n');
  });
});
