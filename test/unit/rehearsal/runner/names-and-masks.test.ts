import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Masks } from '../../../../rehearsal/runner/masks.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, runSteps } from './steps.ts';

describe('masks', () => {
  const hidden = (secret: string, text: string): string => {
    const masks = new Masks();
    masks.add(secret);
    return masks.hide(text);
  };

  it.each([
    ['one line of several', 'first line\n  second line \r\nthird', 'a second line, third', 'a ***, ***'],
    ['a short value, wherever it stands', 'x', 'a xylophone', 'a ***ylophone'],
    ['base64', 's3cret', Buffer.from('s3cret').toString('base64'), '***'],
    ['base64 behind one byte', 's3cret!!', Buffer.from('a:s3cret!!').toString('base64').slice(4), '***'],
    ['a URI', "it's (a) key!*", 'it%27s%20%28a%29%20key%21%2A', '***'],
    ['JSON', 'a"b\\c', JSON.stringify('a"b\\c'), '"***"'],
    ['XML', '<a&b>', '&lt;a&amp;b&gt;', '***'],
    ['a value in double quotes', '"long enough"', 'long enough', '***'],
    ['a part that PowerShell colours', 'secret1&secret2', 'secret1&', '***'],
    ['the other part', 'secret1&+secret2', 'ecret2', '***'],
    ['an expression', "it's", "it''s", '***'],
  ])('hide %s', (_, secret, text, wanted) => {
    expect(hidden(secret, text)).toBe(wanted);
  });

  it('hide values that touch as one, and blank ones not at all', () => {
    const masks = new Masks();
    for (const value of ['abc', 'cde', 'xyz', ' ', '']) masks.add(value);
    expect(masks.hide('abcdexyz a b')).toBe('*** a b');
  });
});

describe('names of steps', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
    world.repository.secrets.set('KEY', 'very secret');
    world.repository.secrets.set('PEM', 'BEGIN\nsecret middle\nEND');
  });
  afterAll(() => world.close());

  it('hide secrets, and what was masked before', async () => {
    const { names, log } = await runSteps(
      world,
      `- { name: "One \${{ secrets.KEY }}", run: 'true' }
- run: echo "::add-mask::found"
- { name: "Two found \${{ secrets.PEM }}", run: 'true' }
- run: "true \${{ secrets.KEY }}"
- { name: "Act \${{ secrets.KEY }}", uses: ./act }`,
      {
        checkout: true,
        files: {
          'act/action.yml': 'runs: { using: node24, main: a.js, post: a.js }',
          'act/a.js': '',
        },
      },
    );
    expect(names.slice(1)).toEqual([
      'One ***',
      'Run echo "::add-mask::found"',
      'Two *** ***',
      'Run true ***',
      'Act ***',
      'Post Act ***',
    ]);
    expect(log).not.toContain('very secret');
    expect(log).not.toContain('secret middle');
  });

  it('are evaluated: where there is none it is the first line of what runs', async () => {
    const { names } = await runSteps(
      world,
      `- { id: one, run: 'echo "x=y" >> "$GITHUB_OUTPUT"' }
- run: |

    echo \${{ steps.one.outputs.x }} {braces} \${{ github.job }}
    second
- { name: "\${{ env.NAME }}", env: { NAME: "from env\\nsecond" }, run: 'true' }
- { name: "\${{ steps.none.outputs.x }}", run: 'true' }
- { if: false, run: "echo \${{ github.actor }}" }
- uses: ./none`,
    );
    expect(names).toEqual([
      'Run echo "x=y" >> "$GITHUB_OUTPUT"',
      'Run echo y {braces} a',
      'from env',
      'run',
      'Run echo mina',
      'Run ./none',
    ]);
  });

  it('stay as they are written where they cannot be evaluated, with a warning', async () => {
    const { names, messages, ends } = await runSteps(
      world,
      `- run: "echo \${{fromJSON( steps.none.outputs.x )}} more"`,
    );
    expect(names).toEqual(['Run echo ${{ fromJSON( steps.none.outputs.x ) }} more']);
    expect(messages[0]).toMatch(
      /^Encountered an error when evaluating display name \$\{\{ format\('echo \{0\} more', fromJSON\( steps.none.outputs.x \)\) \}\}\. The template is not valid\. \.github\/workflows\/w\.yml \(Line: \d+, Col: \d+\): /,
    );
    expect(messages[1]).toMatch(/^The template is not valid\. \.github/);
    expect(ends).toEqual(['failure']);
  });

  it('are none where even what the server sends is enough to see that they cannot be evaluated', async () => {
    const { names, messages, log } = await runSteps(
      world,
      `- { id: one, run: 'true' }\n- { name: "Name \${{ fromJSON('{') }}", run: 'true' }`,
    );
    expect(names).toEqual(['Run true', 'run']);
    // Once when the job is set up, and once when the step is due.
    expect(
      messages.filter((text) => text.startsWith("Encountered an error when evaluating display name ${{ format('Name ")),
    ).toHaveLength(2);
    expect(log.indexOf('Encountered')).toBeLessThan(log.indexOf('Run true'));
  });

  it('that need only what the server sends are evaluated when the job begins, and without what the runner adds', async () => {
    const { names } = await runSteps(
      world,
      `- run: echo "::add-mask::mina"
- run: "echo \${{ github.actor }} [\${{ github.workspace }}\${{ github.job }}\${{ github.token }}]"
- run: "echo \${{ github.actor }} \${{ env.NONE }}in \${{ github.job }}"
- name: mina
  run: 'true'`,
    );
    expect(names.slice(1)).toEqual(['Run echo mina []', 'Run echo *** in a', 'mina']);
  });

  it('are as they were where the variables of the step cannot be evaluated', async () => {
    const { names } = await runSteps(world, `- { run: "echo \${{ env.A }}", env: { A: "\${{ fromJSON('{') }}" } }`);
    expect(names).toEqual(['Run echo ${{ env.A }}']);
  });

  it('keep a "Pre" of their own in front of what is done after the job', async () => {
    const { names } = await runSteps(world, `- { name: Pre check, uses: ./act }`, {
      checkout: true,
      files: { 'act/action.yml': 'runs: { using: node24, main: a.js, post: a.js }', 'act/a.js': '' },
    });
    expect(names.slice(1)).toEqual(['Pre check', 'Post Pre check']);
  });

  it('secrets are hidden in variables, inputs, groups, annotations with all they say, summaries and files', async () => {
    const { log, annotations, record } = await runSteps(
      world,
      `- env: { KEY: "\${{ secrets.KEY }}", PEM: "\${{ secrets.PEM }}" }
  run: |
    echo "::group::$KEY"; echo "::error file=$KEY,title=$KEY::$KEY"; echo "::debug::$KEY"; echo "##[group]$KEY"
    echo "# $KEY" >> "$GITHUB_STEP_SUMMARY"; echo "$PEM"
- { uses: ./c, with: { key: "\${{ secrets.KEY }}" } }`,
      {
        checkout: true,
        files: {
          'c/action.yml': composite(`- { shell: bash, run: 'echo "in: \${{ inputs.key }}"' }`, 'inputs: { key: {} }'),
        },
      },
    );
    const summary = readFileSync(record.summaryFile ?? '', 'utf8');
    expect(`${log}${JSON.stringify(annotations)}${summary}`).not.toMatch(/very secret|secret middle/);
    expect(annotations[0]).toMatchObject({ message: '***', properties: { file: '***', title: '***' } });
    expect(summary).toBe('# ***\n');
  });

  it('a mask counts from the next line on, not before', async () => {
    const { said } = await runSteps(
      world,
      `- run: |\n    echo "seen: later"; echo "::add-mask::later"; echo "seen: later"; echo "::add-mask::two%0Alines"; echo "seen: two"; echo "::add-mask:: "; echo "seen: on"`,
    );
    expect(said('seen')).toEqual(['later', '***', '***', 'on']);
  });
});
