import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, type TestWorld, testWorld } from '../workflow/world.ts';

describe('script steps', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld({ environment: { FROM_CALLER: 'yes' } });
  });
  afterAll(() => world.close());

  /** Runs a job `a` of these steps. */
  const steps = async (text: string, head = '', job = '') => {
    const result = await world.run(
      `name: W\non: push\n${head}\njobs:\n  a:\n    runs-on: x\n    ${job.replaceAll('\n', '\n    ')}\n    steps:\n${text.replace(/^/gm, '      ')}\n`,
    );
    const record = jobOf(result, 'a');
    return {
      run: result.run,
      record,
      log: readFileSync(record.logFile, 'utf8'),
      ends: record.steps.map((one) => one.result),
    };
  };

  it('row 31: the workspace is empty and fresh for each job, and gone afterwards', async () => {
    const { log, record } = await steps('- run: echo "[$(ls -A)] $GITHUB_WORKSPACE"; touch left');
    expect(record.result).toBe('success');
    const [, folder = ''] = /^\[\] (.+\/work\/shop\/shop)$/m.exec(log) ?? [];
    expect(() => readFileSync(`${folder}/left`)).toThrow('ENOENT');
    expect((await steps('- run: echo "[$(ls -A)]"')).log).toMatch(/^\[\]$/m);
  });

  it('language and time are those of GitHub’s machines', async () => {
    const before = { LANG: process.env['LANG'], TZ: process.env['TZ'] };
    Object.assign(process.env, { LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' });
    try {
      expect((await steps('- run: echo "$(date +%z) $LANG"')).log).toMatch(/^\+0000 C\.UTF-8$/m);
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it('row 32: without a shell it is bash -e, with bash also pipefail', async () => {
    const failing = 'false | true; echo "[$-]"';
    const { ends, log } = await steps(`- run: ${failing}\n- { shell: bash, run: '${failing}' }`);
    expect(ends.map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
    expect(log).toMatch(/^shell: \/.*\/bash -e \{0\}$/m);
    expect(log).toMatch(/^shell: \/.*\/bash --noprofile --norc -e -o pipefail \{0\}$/m);
    expect(log).toContain('##[error]Process completed with exit code 1.');
  });

  it('row 32: sh, python and a template of its own are run', async () => {
    const { log, ends } = await steps(`- { shell: sh, run: 'echo "sh $0"' }
- { shell: "bash -eu {0}", run: 'echo "own $-"' }`);
    expect(log).toMatch(/^sh .+\.sh$/m);
    expect(log).toMatch(/^own .*u/m);
    expect(ends.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
  });

  it('row 33: defaults.run of the job come before those of the workflow', async () => {
    const head = 'defaults: { run: { shell: sh, working-directory: one } }';
    const { log, record } = await steps(
      `- { run: mkdir -p one two, working-directory: . }
- run: echo "$(basename "$PWD")"
- { run: 'echo "$(basename "$PWD") again"', working-directory: one }`,
      head,
      'defaults: { run: { working-directory: two } }',
    );
    expect(record.result).toBe('success');
    expect(log).toMatch(/^two$/m);
    expect(log).toMatch(/^one again$/m);
    expect(log).toMatch(/^shell: \/.*\/sh -e \{0\}$/m);
  });

  it('a number of the file is a text of 15 digits', async () => {
    const step = '- { env: { BIG: 12345678901234567890, SMALL: 3.10 }, run: \'echo "$BIG $SMALL"\' }';
    expect((await steps(step)).log).toMatch(/^1\.23456789012346E\+19 3\.1$/m);
  });

  it('row 34: variables of the step win over the job, those over the workflow', async () => {
    const { log } = await steps(
      '- { run: "echo $A $B $C", env: { C: step } }',
      'env: { A: workflow, B: workflow, C: workflow }',
      'env: { B: job, C: job }',
    );
    expect(log).toMatch(/^workflow job step$/m);
  });

  it('row 35: output, environment and path files work, with heredocs; GITHUB_* cannot be replaced', async () => {
    const { log } = await steps(`
- id: one
  run: |
    { echo 'text<<END'; echo 'two'; echo 'lines = << '; echo 'END'; echo 'plain=a=b'; } >> "$GITHUB_OUTPUT"
    echo 'WORD=hello' >> "$GITHUB_ENV"
    echo 'GITHUB_SHA=mine' >> "$GITHUB_ENV"
    mkdir bin && printf '#!/bin/sh\\necho "tool ran"\\n' > bin/tool && chmod +x bin/tool
    echo "$PWD/bin" >> "$GITHUB_PATH"
    echo "[$WORD]"
- env: { TEXT: "\${{ toJSON(steps.one.outputs) }}", SEEN: "\${{ env.WORD }}", CASE: "[\${{ env.word }}]" }
  run: tool; echo "$WORD $SEEN $CASE $GITHUB_SHA"; echo $TEXT
`);
    expect(log).toMatch(/^\[\]$/m);
    expect(log).toMatch(/^tool ran$/m);
    expect(log).toMatch(/^hello hello \[\] [0-9a-f]{40}$/m);
    expect(log).toContain('"text": "two\\nlines = << "');
    expect(log).toContain('"plain": "a=b"');
  });

  it('row 36: a malformed file fails the step that wrote it', async () => {
    const { ends, log } = await steps('- run: echo "nonsense" >> "$GITHUB_OUTPUT"\n- run: echo later');
    expect(ends.map(({ outcome }) => outcome)).toEqual(['failure', 'skipped']);
    expect(log).toContain("##[error]Unable to process file command 'output' successfully.");
    expect(log).toContain("##[error]Invalid format 'nonsense'");
  });

  it('row 37: NODE_OPTIONS cannot be set for later steps', async () => {
    const { log, record } = await steps(
      `- run: echo 'NODE_OPTIONS=--inspect' >> "$GITHUB_ENV"\n- run: 'echo "[$NODE_OPTIONS]"'`,
    );
    expect(log).toMatch(/^\[\]$/m);
    expect(record.annotations.map(({ message }) => message).join()).toContain("Can't store NODE_OPTIONS");
  });

  it('row 38: a mask counts from the next line on, in all steps', async () => {
    world.repository.secrets.set('KEY', 'known-secret');
    const { log } = await steps(`- env: { KEY: "\${{ secrets.KEY }}" }
  run: echo "a $KEY b"; echo "::add-mask::found later"; echo "now found later"
- run: echo "::notice::found later"; echo "x=$(printf 'found later' | base64)"`);
    expect(log).toMatch(/^a \*\*\* b$/m);
    expect(log).toMatch(/^now \*\*\*$/m);
    expect(log).toMatch(/^##\[notice\]\*\*\*$/m);
    expect(log).toMatch(/^x=\*\*\*$/m); // row 39
    expect(log).not.toContain('known-secret');
  });

  it('row 40: an output of the job that holds a secret is left out, with a warning', async () => {
    const { record } = await steps(
      '- { id: s, run: \'echo "got=$KEY" >> "$GITHUB_OUTPUT"\', env: { KEY: "${{ secrets.KEY }}" } }',
      '',
      'outputs: { got: "${{ steps.s.outputs.got }}", other: "${{ github.job }}" }',
    );
    expect(record.outputs).toEqual({ other: 'a' });
    expect(record.annotations.at(-1)?.message).toBe("Skip output 'got' since it may contain secret.");
  });

  it('row 41: stopped commands are plain text, set-env is refused', async () => {
    const { log, record, ends } = await steps(`- run: |
    echo "::stop-commands::token-1"
    echo "::warning::not a command"
    echo "::token-1::"
    echo "::warning file=a.ts,line=3,title=T::this one is%0Atwo lines"
    echo "::group::G"
    echo "::debug::hidden"
    echo "::unknown::shown"
- run: echo "::set-env name=A::b"`);
    expect(log).toContain('\n::warning::not a command\n');
    expect(log).toContain('\n##[group]G\n');
    expect(log).not.toContain('hidden\n##');
    expect(log).toMatch(/^::unknown::shown$/m);
    expect(record.annotations[0]).toEqual({
      level: 'warning',
      message: 'this one is\ntwo lines',
      properties: { file: 'a.ts', line: '3', title: 'T' },
    });
    expect(ends.map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
  });

  it('keeps ten annotations of a level for each step, and all lines', async () => {
    const { record, log } = await steps('- run: for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "::notice::n$i"; done');
    expect(record.annotations).toHaveLength(10);
    expect(log).toContain('##[notice]n12');
  });

  it('row 42: continue-on-error leaves the outcome and changes the conclusion', async () => {
    const { ends, log, record } = await steps(
      '- { id: s, run: exit 3, continue-on-error: true }\n- run: echo "${{ steps.s.outcome }} ${{ steps.s.conclusion }} ${{ job.status }}"',
    );
    expect(ends[0]).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(log).toMatch(/^failure success success$/m);
    expect(record.result).toBe('success');
  });

  it('row 30: the identity variables are there only with id-token: write', async () => {
    const print = '- run: echo "[$ACTIONS_ID_TOKEN_REQUEST_URL][$ACTIONS_ID_TOKEN_REQUEST_TOKEN]"';
    expect((await steps(print, 'permissions: { contents: read }')).log).toMatch(/^\[\]\[\]$/m);
    const { log } = await steps(
      print,
      'permissions: { id-token: write }',
      'environment: { name: dev, deployment: false }',
    );
    expect(log).toMatch(/^\[http:\/\/127\.0\.0\.1:1\/oidc\?api-version=2\.0\]\[\*\*\*\]$/m);
    expect(world.identities.at(-1)).toMatchObject({
      ref: 'refs/heads/main',
      environment: 'dev',
      job_workflow_ref: 'acme/shop/.github/workflows/w.yml@refs/heads/main',
    });
  });

  it('row 46: run id, number and attempt differ, and a process has all that GitHub gives it and little else', async () => {
    process.env['OF_THIS_MACHINE'] = 'must not be seen';
    const { log, run } = await steps('- { id: step-1, run: env | sort }');
    delete process.env['OF_THIS_MACHINE'];
    const env = Object.fromEntries([...log.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key, value]));
    expect(env).toMatchObject({
      CI: 'true',
      FROM_CALLER: 'yes',
      GITHUB_ACTION: 'step-1',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'mina',
      GITHUB_API_URL: 'http://127.0.0.1:1',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_JOB: 'a',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REPOSITORY_ID: String(world.repository.id),
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_NUMBER: String(run.number),
      GITHUB_SHA: run.headSha,
      GITHUB_TRIGGERING_ACTOR: 'mina',
      GITHUB_WORKFLOW: 'W',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/w.yml@refs/heads/main',
      GITHUB_WORKFLOW_SHA: run.headSha,
      RUNNER_ENVIRONMENT: 'github-hosted',
      RUNNER_OS: expect.any(String),
      RUNNER_ARCH: expect.any(String),
      RUNNER_TEMP: expect.stringContaining('_temp'),
      RUNNER_TOOL_CACHE: expect.any(String),
    });
    expect(env['GITHUB_TOKEN']).toBeUndefined();
    expect(env['OF_THIS_MACHINE']).toBeUndefined();
    expect(run.id).not.toBe(run.number);
  });

  it('kills what a job leaves running, when the job is over', async () => {
    const { record, log } = await steps('- run: sleep 300 > /dev/null 2>&1 & echo "pid $!"\n- run: echo later');
    expect(record.result).toBe('success');
    const [, pid = ''] = /^pid (\d+)$/m.exec(log) ?? [];
    // Gone, or dead and not yet collected by its new parent: either way it has no environment any more.
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    expect([pid, environment]).toEqual([expect.stringMatching(/^\d+$/), '']);
  });
});
