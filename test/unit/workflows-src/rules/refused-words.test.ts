import { describe, expect, it } from '@jest/globals';
import { call } from '../../../../workflows-src/language/call.ts';
import { GITHUB, secret } from '../../../../workflows-src/language/contexts.ts';
import { jobEnvironment } from '../../../../workflows-src/language/environment.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import type { Job } from '../../../../workflows-src/language/job.ts';
import { template } from '../../../../workflows-src/language/template.ts';
import { calledWorkflow } from '../../../../workflows-src/language/workflow.ts';
import { checkedFile } from '../../../../workflows-src/render/checked-file.ts';
import { made, said, untyped, wf } from './small-workflows.ts';

const callee = calledWorkflow({
  path: '.github/workflows/callee.yml',
  name: 'Callee',
  source: 'here',
  on: {},
  jobs: [made()],
  call: {
    inputs: inputs({}),
    secrets: { KEY: { description: 'Key.', required: true }, OTHER: { description: 'Other.', required: false } },
    outputs: {},
  },
});
const frame = { id: 'c', name: 'C', source: 'here', workflow: callee, with: {} } as const;
const right = call({ ...frame, secrets: { KEY: secret('KEY'), OTHER: secret('OTHER') } });

describe('secrets: inherit', () => {
  const sentence =
    'knownKeys: .github/workflows/w.yml > jobs.c.secrets: "secrets: inherit" would give the called workflow every secret there is: hand over those that it declares, one by one, as { NAME: secret("NAME") }.';

  it('is refused by name, with one sentence', () => {
    expect(said(wf([call({ ...frame, secrets: untyped<never>('inherit') })]))).toEqual([sentence]);
  });

  it('is refused in data that no function of the language has made', () => {
    expect(said(wf([untyped<Job>({ ...right, secrets: 'inherit' })]))).toEqual([sentence]);
  });

  it('is refused by a call of the library, before there is a file', () => {
    expect(() => checkedFile(wf([call({ ...frame, secrets: untyped<never>('inherit') })]))).toThrow(/secrets: inherit/);
  });

  it.each([true, 'all', ['KEY'], secret('KEY')])('is not the only thing that is no list of secrets: %j', (given) => {
    expect(() => checkedFile(wf([untyped<Job>({ ...right, secrets: given })]))).toThrow(
      /jobs\.c\.secrets = .*: Wanted names with values/,
    );
  });

  it('leaves secrets one by one as they are, and names those that are missing where none are said', () => {
    expect(said(wf([right]))).toEqual([]);
    expect(said(wf([call(untyped<never>({ ...frame, secrets: undefined }))]))).toEqual([
      expect.stringMatching(/^keptInterfaces: .*secrets: .*requires it/),
    ]);
  });
});

describe('a snapshot', () => {
  const sentence = expect.stringMatching(/^knownKeys: .*jobs\.a: A snapshot becomes the machine of later jobs/);

  it.each(['image', { 'image-name': 'image', version: '1.*' }])(
    'of a job is refused by name, with one sentence: %j',
    (snapshot) => {
      expect(said(wf([made(untyped({ snapshot }))]))).toEqual([sentence]);
      expect(said(wf([untyped<Job>({ ...made(), snapshot })]))).toEqual([sentence]);
    },
  );

  it('in an environment is refused by name', () => {
    const environment = { ...jobEnvironment('staging'), snapshot: 'image' };
    expect(said(wf([made(untyped({ environment }))]))).toContainEqual(sentence);
  });

  it('that is not there is no key', () => {
    expect(said(wf([made(untyped({ snapshot: undefined }))]))).toEqual([]);
  });
});

describe('what an expression claims', () => {
  it('is of use to itself, and to no other one of the same code', () => {
    const claiming = untyped<never>({ ...GITHUB.sha, code: 'github.head_ref', uses: ['github', 'tainted'] });
    const silent = untyped<never>({ ...GITHUB.sha, code: 'github.head_ref', uses: ['github'] });
    const named = (id: string, value: never) => made({ id, name: template([value]) });
    // A claim that its place does not take is a matter of another rule.
    expect(said(wf([named('one', claiming), named('two', silent)])).filter((each) => /^readable/.test(each))).toEqual([
      expect.stringMatching(/^readableExpressions: .*name of job "two": Somebody without rights/),
    ]);
  });
});
