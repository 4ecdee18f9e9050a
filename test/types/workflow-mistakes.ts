/** Mistakes in workflows that must not compile. The type check of the repository is the test: an `@ts-expect-error` without an error
 *  below it is an error itself. Nothing here runs. */
import { imageTag } from '../../actions/image-tag/contract.ts';
import type { ActionReference } from '../../workflows-src/language/action-reference.ts';
import { action, ownStep } from '../../workflows-src/language/action-step.ts';
import { background, parallel, wait } from '../../workflows-src/language/background.ts';
import { tierGroup } from '../../workflows-src/language/concurrency.ts';
import {
  event,
  eventStructure,
  GITHUB,
  RUNNER,
  STRANGER,
  secret,
  variableValue,
} from '../../workflows-src/language/contexts.ts';
import { expression, oneOf } from '../../workflows-src/language/expression.ts';
import { contains, hashFiles, structureFrom } from '../../workflows-src/language/functions.ts';
import { job } from '../../workflows-src/language/job.ts';
import { axes } from '../../workflows-src/language/matrix.ts';
import { and, equals, not, or, startsWith } from '../../workflows-src/language/operator.ts';
import { always } from '../../workflows-src/language/status.ts';
import { run } from '../../workflows-src/language/step.ts';
import { text } from '../../workflows-src/language/template.ts';
import { untypedAction } from '../../workflows-src/language/untyped-action.ts';
import { workflow } from '../../workflows-src/language/workflow.ts';

const frame = { id: 'a', name: 'A', source: 'here', runsOn: 'ubuntu-24.04', timeoutMinutes: 1, steps: [] } as const;
const measured = run({ name: 'Measure', run: 'echo', outputs: ['digest'] });
const build = job({
  ...frame,
  outputs: { digest: measured.outputs.digest, word: oneOf(measured.outputs.digest, ['good', 'bad']) },
});
const environmentValue = expression<string, 'env'>('env.X', { uses: ['env'] });
const uses: ActionReference = { kind: 'local', path: './actions/image-tag' };

// What is right compiles.
job({
  ...frame,
  if: and<'needs' | 'github' | 'status'>(not(always()), equals(build.result, 'success'), startsWith(GITHUB.ref, 'x')),
});
run({ name: 'Show', run: 'echo "$D"', env: { D: build.outputs.digest, T: STRANGER.pullRequestTitle } });

// @ts-expect-error the job has no output of that name
build.outputs.digets;
// @ts-expect-error the step has no output of that name
measured.outputs.digets;
// @ts-expect-error a job ends as success, failure, cancelled or skipped
equals(build.result, 'sucess');
// @ts-expect-error the output holds one of two words, and this is neither
equals(build.outputs.word, 'ugly');
// @ts-expect-error GitHub evaluates the condition of a job where no environment variables exist
job({ ...frame, if: equals(environmentValue, 'x') });
// @ts-expect-error a job's condition cannot see the outputs of steps
job({ ...frame, if: equals(measured.outputs.digest, 'x') });
// @ts-expect-error a condition is a comparison, not a text that happens to be true
job({ ...frame, if: build.outputs.digest });
// @ts-expect-error a condition never sees a secret
job({ ...frame, if: equals(secret('KEY'), 'x') });
// @ts-expect-error a step's condition does not see secrets either
run({ name: 'A', run: 'echo', if: equals(secret('KEY'), 'x') });
// @ts-expect-error GitHub has no such runner
job({ ...frame, runsOn: 'ubuntu-24.4' });
// @ts-expect-error every job says how long it may take
job({ id: 'a', name: 'A', source: 'here', runsOn: 'ubuntu-24.04', steps: [] });
// @ts-expect-error needs are derived from the values a job uses
job({ ...frame, needs: ['build'] });
// @ts-expect-error permissions are the union of what the steps need
job({ ...frame, permissions: { contents: 'write' } });
// @ts-expect-error what a job left on its machine is reviewed by nobody
job({ ...frame, snapshot: 'image' });
// @ts-expect-error a job waits for jobs, not for words
job({ ...frame, after: ['build'] });
// @ts-expect-error the action has no such input
action('actions/checkout', { name: 'A', with: { 'persist-credential': false } });
// @ts-expect-error cluster_name is required
action('google-github-actions/get-gke-credentials', { name: 'A', with: { location: 'here' } });
// @ts-expect-error the lock does not have this action
action('actions/chekout', { name: 'A', with: {} });
// @ts-expect-error the action has no such output
action('google-github-actions/auth', { name: 'A', with: {} }).outputs.token;
// @ts-expect-error repository and path are required by the contract
ownStep(uses, imageTag, { name: 'A', with: { service: 'api' } });
// @ts-expect-error the contract has no such input
ownStep(uses, imageTag, { name: 'A', with: { service: 'a', repository: 'r', path: 'p', tag: 'latest' } });
// @ts-expect-error the contract has no such output
ownStep(uses, imageTag, { name: 'A', with: { service: 'a', repository: 'r', path: 'p' } }).outputs.latest;
// @ts-expect-error text that a stranger wrote goes into env, not into an input
action('actions/checkout', { name: 'A', with: { ref: STRANGER.headRef } });
// @ts-expect-error nor into a name built around it
action('actions/checkout', { name: 'A', with: { ref: text`x-${STRANGER.headRef}` } });
// @ts-expect-error nor into a condition
job({ ...frame, if: equals(STRANGER.commentBody, '/deploy') });
// @ts-expect-error branches and branches-ignore exclude each other
workflow({ path: 'a', name: 'A', source: 'here', jobs: [], on: { push: { branches: ['a'], branchesIgnore: ['b'] } } });
// @ts-expect-error a filter of GitHub's that is written differently
workflow({ path: 'a', name: 'A', source: 'here', jobs: [], on: { push: { branches_ignore: ['b'] } } });
// @ts-expect-error there is no such event
workflow({ path: 'a', name: 'A', source: 'here', jobs: [], on: { pusch: {} } });
// @ts-expect-error a group is made by tierGroup or says itself whether it cancels
job({ ...frame, concurrency: { group: 'deploy' } });
// @ts-expect-error a runner's variables do not exist where GitHub forms the group
job({ ...frame, concurrency: { ...tierGroup('a', 'b'), group: environmentValue } });
// @ts-expect-error a variable is a value of the domain, not a word
variableValue('GCP_PROJECT');
// @ts-expect-error conditions are joined, not their texts
or('a', 'b');

const on = { path: 'a', name: 'A', source: 'here', jobs: [] } as const;
workflow({ ...on, on: { pullRequestTarget: true, schedule: [{ cron: '1 2 * * *' }], issues: { types: ['opened'] } } });
// @ts-expect-error the event has no such kind
workflow({ ...on, on: { issues: { types: ['openned'] } } });
// @ts-expect-error the event has no branches
workflow({ ...on, on: { issues: { branches: ['main'] } } });
// @ts-expect-error paths and paths-ignore exclude each other
workflow({ ...on, on: { pullRequest: { paths: ['a'], pathsIgnore: ['b'] } } });
// @ts-expect-error it says after which workflows
workflow({ ...on, on: { workflowRun: { types: ['completed'] } } });
// @ts-expect-error a time has no zone of that name
workflow({ ...on, on: { schedule: [{ cron: '1 2 * * *', zone: 'UTC' }] } });

const slow = background(run({ name: 'Slow', run: 'sleep 9', outputs: ['made'] }));
const waited = wait({ name: 'Wait', for: { slow } });
run({ name: 'Read', run: 'a', env: { X: waited.results.slow.outputs.made } });
// @ts-expect-error what runs in the background hands on nothing by itself
slow.outputs.made;
// @ts-expect-error nor how it ended
slow.outcome;
// @ts-expect-error only what was waited for has results
waited.results.other;
// @ts-expect-error and only the outputs that it has
waited.results.slow.outputs.mode;
// @ts-expect-error a group has no place for a step in the background
parallel(slow);

const systems = axes({ os: ['ubuntu-24.04', 'macos-15'], node: [22, 24] }, { include: [{ os: 'x', extra: true }] });
equals(systems.values.os, 'macos-15');
// @ts-expect-error there is no such axis
systems.values.arch;
// @ts-expect-error the axis has no such value
equals(systems.values.os, 'macos-51');
// @ts-expect-error nor one of that kind
equals(systems.values.node, '24');
// @ts-expect-error only axes are taken out
axes({ os: ['a'] }, { exclude: [{ arch: 'b' }] });
// @ts-expect-error a list is no text of a variable
run({ name: 'A', run: 'a', env: { X: structureFrom(GITHUB.ref) } });
// @ts-expect-error text of a stranger is no condition, in whatever function
job({ ...frame, if: contains(event('pull_request.title'), 'x') });
job({ ...frame, if: contains(eventStructure('pull_request.labels.*.name'), 'x') });
// @ts-expect-error no files are there before a job starts
job({ ...frame, if: equals(hashFiles('a'), 'x') });
// @ts-expect-error GitHub has no such property
GITHUB.evnetName;
// @ts-expect-error nor such a system
equals(RUNNER.os, 'linux');
// @ts-expect-error an action that no lock has says why it is taken
untypedAction({ name: 'A', uses: 'a/b@0', version: 'v1' });
// @ts-expect-error a permission is one of GitHub's
run({ name: 'A', run: 'a', permissions: [{ scope: 'content', level: 'read', why: 'reads' }] });
