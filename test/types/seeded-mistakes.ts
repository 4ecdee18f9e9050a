/** The mistakes that people make in workflows, one function each. `@ts-expect-error` says that the compiler refuses it: the type check of the
 *  repository proves that. The test beside the rules runs each, as if nothing had been compiled, and counts both columns. */
import { rollout } from '../../actions/rollout/contract.ts';
import { action, ownStep } from '../../workflows-src/language/action-step.ts';
import { call } from '../../workflows-src/language/call.ts';
import { tierGroup } from '../../workflows-src/language/concurrency.ts';
import { event, GITHUB, STRANGER } from '../../workflows-src/language/contexts.ts';
import { jobEnvironment } from '../../workflows-src/language/environment.ts';
import { expression } from '../../workflows-src/language/expression.ts';
import { inputs } from '../../workflows-src/language/input.ts';
import { job } from '../../workflows-src/language/job.ts';
import { matrix } from '../../workflows-src/language/matrix.ts';
import { equals } from '../../workflows-src/language/operator.ts';
import { run } from '../../workflows-src/language/step.ts';
import { calledWorkflow, type Workflow, workflow } from '../../workflows-src/language/workflow.ts';

const frame = { id: 'b', name: 'B', source: 'here', runsOn: 'ubuntu-24.04', timeoutMinutes: 5 } as const;
const say = run({ name: 'Say', run: 'echo' });
const measured = run({ name: 'Measure', run: 'echo', outputs: ['digest'] });
const build = job({ ...frame, id: 'build', steps: [measured], outputs: { digest: measured.outputs.digest } });
const file = (jobs: Workflow['jobs'], on: Workflow['on'] = { push: { branches: ['main'] } }): Workflow =>
  workflow({ path: '.github/workflows/w.yml', name: 'W', source: 'here', on, jobs });
const one = (more: object): Workflow => file([build, job({ ...frame, steps: [say], ...more })]);
const roll = { service: 'api', tier: 'staging', namespace: 'staging' };
const own = { kind: 'local', path: './actions/rollout' } as const;
const callee = calledWorkflow({
  path: '.github/workflows/c.yml',
  name: 'C',
  source: 'here',
  on: {},
  jobs: [build],
  call: {
    inputs: inputs({ a: { type: 'string', required: true, description: 'A.' } }),
    secrets: { KEY: { description: 'Key.', required: true } },
    outputs: {},
  },
});
const called = { id: 'c', name: 'C', source: 'here', workflow: callee } as const;
const legs = matrix(['cluster'], { legs: [{ cluster: 'a' }], maxParallel: undefined, failFast: false });
const environmentValue = expression<string, 'env'>('env.X', { uses: ['env'] });

/** Each mistake by its name. */
export const MISTAKES: Readonly<Record<string, () => Workflow>> = {
  // @ts-expect-error a job waits for jobs
  '01 a job that is not there is waited for': () => file([build, job({ ...frame, steps: [say], after: ['biuld'] })]),
  '02 an output of a job is misspelt': () =>
    // @ts-expect-error there is no such output
    one({ steps: [run({ name: 'A', run: 'a', env: { D: build.outputs.digets } })] }),
  '03 a variable in the condition of a job': () =>
    // @ts-expect-error no variables exist there
    file([job({ ...frame, steps: [say], if: equals(environmentValue, 'x') })]),
  '04 a permission that GitHub does not know': () =>
    // @ts-expect-error there is no such scope
    one({ steps: [run({ name: 'A', run: 'a', permissions: [{ scope: 'content', level: 'read', why: 'reads' }] })] }),
  '05 an unknown input of an action': () =>
    // @ts-expect-error the action has no such input
    one({ steps: [action('actions/setup-node', { name: 'A', with: { 'node-verison': '24' } })] }),
  '05b an unknown input of an action of our own': () =>
    // @ts-expect-error our action has no such input
    one({ steps: [ownStep(own, rollout, { name: 'A', with: { ...roll, tag: 'x' } })] }),
  '06 a required input is missing': () =>
    // @ts-expect-error cluster_name is required
    one({ steps: [action('google-github-actions/get-gke-credentials', { name: 'A', with: { location: 'here' } })] }),
  '06b a required input of an action of our own is missing': () =>
    // @ts-expect-error the namespace is required
    one({ steps: [ownStep(own, rollout, { name: 'A', with: { service: 'api', tier: 'staging' } })] }),
  '07 the title of an issue in commands': () =>
    one({ steps: [run({ name: 'A', run: `echo ${STRANGER.issueTitle}` })] }),
  '08 the code of a stranger, with rights': () => {
    const foreign = { ref: event('pull_request.head.sha'), 'persist-credentials': false };
    const steps = [action('actions/checkout', { name: 'A', with: foreign })];
    return file([job({ ...frame, steps })], { pullRequestTarget: true });
  },
  // @ts-expect-error actions are named without a reference
  '09 an action at a branch': () => one({ steps: [action('actions/setup-node@main', { name: 'A', with: {} })] }),
  '10 a right that nobody gave': () => one({ steps: [run({ name: 'A', run: 'gh pr comment 1 --body hello' })] }),
  '11 credentials that stay': () => one({ steps: [action('actions/checkout', { name: 'A', with: {} })] }),
  '12 a rollout that is cut off': () =>
    one({
      steps: [ownStep(own, rollout, { name: 'A', with: roll })],
      environment: jobEnvironment('staging'),
      concurrency: { ...tierGroup('staging', 'api'), cancelInProgress: true },
    }),
  // @ts-expect-error how long it may take is missing
  '13 no end': () => file([job({ id: 'b', name: 'B', source: 'here', runsOn: 'ubuntu-24.04', steps: [say] })]),
  // @ts-expect-error one or the other
  '14 branches and all but those': () => file([build], { push: { branches: ['a'], branchesIgnore: ['b'] } }),
  '15 a time that is none': () => file([build], { schedule: [{ cron: '61 * * * *' }] }),
  '16 an expression that cannot be read': () =>
    one({ if: expression<boolean, 'github'>("github.ref == 'x", { uses: ['github'] }) }),
  '17 two steps of one id': () => one({ steps: [say, say] }),
  // @ts-expect-error the input and the secret are other ones
  '18 a call that gives something else': () => file([call({ ...called, with: { b: 'x' }, secrets: { KYE: 'x' } })]),
  '19 an environment that is misspelt': () => one({ environment: jobEnvironment('prodution') }),
  // @ts-expect-error there is no such runner
  '20 a runner that is not there': () => file([job({ ...frame, steps: [say], runsOn: 'ubuntu-24.4' })]),
  '21 an output of a step is misspelt': () =>
    // @ts-expect-error there is no such output
    file([job({ ...frame, steps: [measured], outputs: { d: measured.outputs.digets } })]),
  '22 a key of a matrix is misspelt': () =>
    // @ts-expect-error there is no such key
    one({ matrix: legs, steps: [run({ name: 'A', run: 'a', env: { C: legs.values.clutser } })] }),
  '23 two jobs that wait for each other': () => {
    const first = job({ ...frame, id: 'first', steps: [say] });
    const second = job({ ...frame, id: 'second', steps: [say], after: [first] });
    return file([{ ...first, after: [second.handle] }, second]);
  },
  '24 a value of a job of another workflow': () =>
    file([job({ ...frame, if: equals(build.result, 'success'), steps: [say] })]),
  '25 a login whose right is said by hand': () =>
    // @ts-expect-error rights are derived
    file([job({ ...frame, steps: [action('google-github-actions/auth', { name: 'A', with: {} })], permissions: {} })]),
  // @ts-expect-error there is no such filter
  '26 a kind of event that is none': () => file([build], { pullRequest: { types: ['openned'] } }),
  '27 an output of an action is misspelt': () => {
    const auth = action('google-github-actions/auth', { name: 'A', with: {} });
    // @ts-expect-error there is no such output
    return one({ steps: [auth, run({ name: 'B', run: 'b', env: { T: auth.outputs.tokne } })] });
  },
  '28 a commit whose comment names another version': () => {
    const node = action('actions/setup-node', { name: 'A', with: {} });
    return one({ steps: [{ ...node, uses: { ...node.uses, version: 'v0.0.1' } }] });
  },
  '29 a comment within the reference': () =>
    // @ts-expect-error actions are named without a reference
    one({ steps: [action('actions/setup-node # v4', { name: 'A', with: {} })] }),
  // @ts-expect-error it is written branchesIgnore
  '30 a filter that is written differently': () => file([build], { push: { branches_ignore: ['b'] } }),
  '31 a word that an end never is': () =>
    // @ts-expect-error a job ends as success, failure, cancelled or skipped
    file([build, job({ ...frame, if: equals(build.result, 'sucess'), steps: [say] })]),
  // @ts-expect-error a branch is no condition
  '32 a text as a condition': () => file([job({ ...frame, if: GITHUB.ref, steps: [say] })]),
};
