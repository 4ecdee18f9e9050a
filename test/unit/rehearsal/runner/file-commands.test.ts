import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeFile, readPairs, readPath } from '../../../../rehearsal/runner/file-command.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { runSteps } from './steps.ts';

const pairs = (text: string): [string, string][] => {
  const result: [string, string][] = [];
  readPairs(text, (name, value) => result.push([name, value]));
  return result;
};

describe('files by which a step speaks', () => {
  it.each<[string, string, [string, string][]]>([
    ['a carriage return belongs to the value', 'a=b\r\n', [['a', 'b\r']]],
    ['and to a delimiter', 'a<<E\r\nx\r\nE\r\n', [['a', 'x\r']]],
    ['an empty block', 'a<<E\nE\n', [['a', '']]],
    ['a block of one empty line', 'a<<E\n\nE', [['a', '']]],
    ['a block that ends with an empty line', 'a<<E\nx\n\nE\n', [['a', 'x\n']]],
    ['an equals sign before the arrows is a value', 'a=<<b', [['a', '<<b']]],
    ['arrows before an equals sign begin a block', 'a<<b=c\nx\nb=c\n', [['a', 'x']]],
    ['a name keeps its blanks', ' a = b ', [[' a ', ' b ']]],
    ['empty lines are nothing', '\n\na=b\n\n', [['a', 'b']]],
  ])('%s', (_, text, wanted) => {
    expect(pairs(text)).toEqual(wanted);
  });

  it.each([
    ['word', "Invalid format 'word'"],
    ['<<E\nE\n', "Invalid format '<<E'. Name must not be empty and delimiter must not be empty"],
    ['a<<\n', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['a<<E\nx\n', "Invalid value. Matching delimiter not found 'E'"],
    ['a<<E\nx', 'Invalid value. EOF marker missing new line.'],
  ])('%j is malformed', (text, sentence) => {
    expect(() => pairs(text)).toThrow(sentence);
  });

  it('a byte order mark says how a file is written', () => {
    expect(decodeFile(Buffer.from('\uFEFFa=é'))).toBe('a=é');
    expect(decodeFile(Buffer.from('\uFEFFa=é', 'utf16le'))).toBe('a=é');
    expect(decodeFile(Buffer.from('\uFEFFa=é', 'utf16le').swap16())).toBe('a=é');
  });

  it('entries of PATH end at any line end', () => {
    expect(readPath('/a\r\n/b\r/c\n\n/d')).toEqual(['/a', '/b', '/c', '/d']);
  });
});

describe('what a step leaves in its files', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it.each([
    ['OUTPUT', 'output'],
    ['ENV', 'env'],
  ])('a pair without a name in GITHUB_%s fails the step', async (file, name) => {
    const { messages, ends } = await runSteps(world, `- run: echo "=x" >> "$GITHUB_${file}"`);
    expect(messages).toEqual([
      `Unable to process file command '${name}' successfully.`,
      "Value cannot be null. (Parameter 'name')",
    ]);
    expect(ends).toEqual(['failure']);
  });

  it('names of outputs are one without regard to case, those of variables are not', async () => {
    const { said } = await runSteps(
      world,
      `- { id: s, run: 'printf "Word=1\\nWORD=2\\n" | tee -a "$GITHUB_OUTPUT" >> "$GITHUB_ENV"' }
- run: 'echo "out: \${{ steps.S.outputs.word }} \${{ toJSON(steps.s.outputs) }}" | tr -d "\\n "; echo; echo "env: $Word $WORD \${{ env.word }}"'`,
    );
    expect(said('env')).toEqual(['1 2 ']);
  });

  it('variables of GitHub cannot be replaced, others that begin like them can be set', async () => {
    const { said } = await runSteps(
      world,
      `- run: printf 'GITHUB_REF=mine\\nRUNNER_OS=mine\\nGITHUB_MINE=mine\\nnode_options=-x\\nCI=no\\n' >> "$GITHUB_ENV"
- run: 'echo "env: $GITHUB_REF $RUNNER_OS $GITHUB_MINE [$node_options] $CI"'`,
    );
    expect(said('env')).toEqual(['refs/heads/main Linux mine [] no']);
  });

  it('a summary that was removed is none, and one that is too long is an error and fails nobody', async () => {
    const { messages, ends, record } = await runSteps(
      world,
      `- run: rm "$GITHUB_STEP_SUMMARY" "$GITHUB_OUTPUT"
- run: head -c 1048577 /dev/zero | tr '\\0' x > "$GITHUB_STEP_SUMMARY"
- run: head -c 1048576 /dev/zero | tr '\\0' x > "$GITHUB_STEP_SUMMARY"`,
    );
    expect(messages).toEqual([
      '$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got 1024k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary',
    ]);
    expect(ends).toEqual(['success', 'success', 'success']);
    expect(readFileSync(record.summaryFile ?? '').byteLength).toBe(1_048_577);
  });

  it('twenty summaries of a job are shown; what is not used is said', async () => {
    const one = `- run: echo "line" >> "$GITHUB_STEP_SUMMARY"`;
    const { messages, record } = await runSteps(
      world,
      `${Array.from({ length: 21 }, () => one).join('\n')}\n- run: echo x >> "$GITHUB_ARTIFACTS"; test -e "$GITHUB_ARTIFACTS_LIST"`,
    );
    expect(readFileSync(record.summaryFile ?? '', 'utf8')).toBe('line\n'.repeat(20));
    expect(messages).toEqual([
      'Rehearsal: GitHub shows 20 summaries of a job, and not this one.',
      'Rehearsal: what a step writes to GITHUB_ARTIFACTS is not used.',
    ]);
  });

  it('H13: outputs of a job beyond 1 MiB in UTF-16 fail it', async () => {
    const text = (length: number) => ({
      text: `- { id: s, run: 'printf "x=%s\\n" "$(head -c ${length} /dev/zero | tr "\\0" x)" >> "$GITHUB_OUTPUT"' }`,
      options: { job: 'outputs: { x: "${{ steps.s.outputs.x }}" }' },
    });
    const fits = text(524_288);
    expect((await runSteps(world, fits.text, fits.options)).record.result).toBe('success');
    const long = text(524_289);
    const { record, messages } = await runSteps(world, long.text, long.options);
    expect(record.result).toBe('failure');
    expect(record.outputs).toEqual({});
    expect(messages).toEqual(['Job outputs exceed 1,048,576 bytes']);
  });
});
