import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHECKOUT, jobOf, type TestWorld, testWorld } from '../workflow/world.ts';

const action = (name: string, runs: string, inputs = '{}') => ({
  [`actions/${name}/action.yml`]: `name: ${name}\ndescription: Test\ninputs: ${inputs}\nruns: ${runs}\n`,
});
const SCRIPT = `console.log(process.argv[1].split('/').pop() + ' ' + Object.keys(process.env).filter((key) => /^(INPUT|STATE)_/.test(key)).sort().map((key) => key + '=' + process.env[key]).join(' '));`;

describe('action steps', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
    await world.commit({
      ...action(
        'one',
        '{ using: node24, main: main.mjs, post: post.mjs }',
        '{ who: { description: W, default: "${{ github.actor }}" }, two words: { description: T } }',
      ),
      'actions/one/main.mjs': `import { appendFileSync } from 'node:fs';\n${SCRIPT}\nappendFileSync(process.env.GITHUB_STATE, 'id=' + process.env.INPUT_WHO + '\\n'); if (process.env.INPUT_WHO === 'fail') process.exit(2);`,
      'actions/one/post.mjs': SCRIPT,
      ...action('careful', '{ using: node24, main: main.mjs, pre: main.mjs, post: post.mjs, post-if: success() }'),
      'actions/careful/main.mjs': 'console.log("node " + process.execPath);',
      'actions/careful/post.mjs': 'console.log("careful post");',
    });
  });
  afterAll(() => world.close());

  const steps = async (text: string) => {
    const result = await world.run(
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${CHECKOUT}\n${text.replace(/^/gm, '      ')}\n`,
    );
    const record = jobOf(result, 'a');
    const messages = record.annotations.map(({ message }) => message);
    return {
      record,
      messages,
      log: readFileSync(record.logFile, 'utf8'),
      ends: record.steps.map((one) => one.result.outcome),
    };
  };

  it('row 43: post steps run in reverse order with their state, also after a failure', async () => {
    const { log, record } = await steps(`- { uses: ./actions/one, with: { who: first, Two Words: "a b" } }
- { uses: ./actions/one, with: { who: fail } }
- run: echo never`);
    expect(record.result).toBe('failure');
    expect(log).toContain('\nRehearsal: node ended with exit code 2.\n');
    const lines = log.split('\n').filter((line) => /^(main|post|never)/.test(line));
    expect(lines).toEqual([
      'main.mjs INPUT_TWO_WORDS=a b INPUT_WHO=first',
      'main.mjs INPUT_TWO_WORDS= INPUT_WHO=fail',
      'post.mjs INPUT_TWO_WORDS= INPUT_WHO=fail STATE_id=fail',
      'post.mjs INPUT_TWO_WORDS=a b INPUT_WHO=first STATE_id=first',
    ]);
    expect(record.steps.map(({ step }) => step.name).slice(-2)).toEqual([
      'Post Run ./actions/one',
      'Post Run ./actions/one',
    ]);
  });

  it('row 43: post-if decides, and pre is not run for a local action, as on GitHub', async () => {
    const fine = await steps('- uses: ./actions/careful');
    expect(fine.log).toContain('careful post');
    expect(fine.messages).toContain("`pre` execution is not supported for local action from './actions/careful'");
    const failed = await steps('- uses: ./actions/careful\n- run: exit 1');
    expect(failed.log).not.toContain('careful post');
    expect(failed.ends).toEqual(['success', 'success', 'failure', 'skipped']);
  });

  it('row 45: JavaScript actions run on the Node that was given', async () => {
    expect((await steps('- uses: ./actions/careful')).log).toContain(`node ${process.execPath}`);
  });

  it('warns of an input that a local action does not declare', async () => {
    const { messages } = await steps('- { uses: ./actions/one, with: { whom: x } }');
    expect(messages).toContain("Unexpected input(s) 'whom', valid inputs are ['who', 'two words']");
  });

  it('fails a step whose local action is not there, in the words of the runner', async () => {
    const { messages, ends } = await steps('- uses: ./actions/none');
    expect(ends).toEqual(['success', 'failure']);
    expect(messages.join()).toMatch(
      /^Can't find 'action\.yml', 'action\.yaml' or 'Dockerfile' under '.+\/shop\/actions\/none'\. Did you forget to run actions\/checkout before running your local action\?$/,
    );
  });

  it.each([
    ['docker://alpine', '"uses: docker://alpine", a container, is not rehearsed'],
    ['some/one@v1', 'the action some/one@v1 is not rehearsed; there are stand-ins for actions/checkout'],
    ['actions/checkout@v6', 'actions/checkout at "v6" is not rehearsed; the stand-in is for 3d3c42e5'],
    [
      'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020',
      'the action actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 is not rehearsed',
    ],
  ])('does not start a job with %s', async (uses, reason) => {
    await expect(steps(`- uses: ${uses}`)).rejects.toThrow(`.github/workflows/w.yml:7: ${reason}`);
  });

  it('takes a tag of the version for which there is a stand-in, and only warns of an input that the action does not have', async () => {
    const { messages, ends } = await steps('- uses: actions/checkout@v7\n  with:\n    fetch-debth: 1');
    expect(ends).toEqual(['success', 'success']);
    expect(messages.join()).toMatch(
      /^Unexpected input\(s\) 'fetch-debth', valid inputs are \['allow-unsafe-pr-checkout', 'clean', /,
    );
  });

  it('gives a stand-in the evaluated step, and later steps what it leaves', async () => {
    let seen: unknown;
    const own = world.standIns.get('actions/checkout');
    world.standIns.set('google-github-actions/auth', async ({ action: name, inputs, context }) => {
      context.log('::notice::logging in');
      seen = {
        name,
        inputs,
        own: context.env['OWN'],
        environment: context.jobEnvironment,
        permissions: context.permissions,
      };
      return {
        outputs: { auth_token: 'very-secret' },
        env: { CLOUD: 'on' },
        path: ['/first', '/second'],
        secrets: ['very-secret'],
        post: async () => {
          throw new Error('The credentials could not be removed.');
        },
      };
    });
    expect(own).toBeDefined();
    const { log, record, messages } = await steps(`- id: auth
  uses: google-github-actions/auth@7c6bc770dae815cd3e89ee6cdf493a5fab2cc093
  env: { OWN: "1" }
  with: { project_id: "\${{ github.repository_owner }}", create_credentials_file: false }
- run: echo "$CLOUD \${{ steps.auth.outputs.auth_token }} \${PATH%%:/[^s]*}"`);
    expect(seen).toEqual({
      name: 'google-github-actions/auth',
      inputs: { project_id: 'acme', create_credentials_file: 'false' },
      own: '1',
      environment: undefined,
      permissions: { contents: 'read', packages: 'read' },
    });
    expect(log).toMatch(/^on \*\*\* \/first:\/second/m);
    expect(messages).toEqual(['logging in', 'The credentials could not be removed.']);
    expect(record.result).toBe('failure');
  });
});
