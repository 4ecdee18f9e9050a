import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { MAIN_STORY } from '../../../../rehearsal/stories/stories.ts';
import type { SeenJob, SeenRecord, SeenRun, SeenStep } from '../../../../rehearsal/story/seen.ts';
import { tell } from '../../../../rehearsal/story/tell.ts';
import { platform } from '../../../fixtures/platform.ts';
import { withFolder } from '../../../with-folder.ts';
import { fakeStage, type Shown } from './fake-stage.ts';

const DEMO = await withFolder(platform);

/** Acts of the main story by what they show. */
const [PUSH, CRASH, , LIVE] = [0, 1, 2, 3];

/** What the main story says when one act goes otherwise than stated. */
async function said(at: number | undefined, bend: (shown: Shown) => Shown): Promise<readonly string[]> {
  const acts = MAIN_STORY.acts(DEMO);
  const stage = fakeStage(acts, (shown, act) => (act === at ? bend(shown) : shown));
  return (await tell(acts, stage, platform)).flatMap(({ problems }) => problems);
}

const withRun =
  (change: (run: SeenRun) => Partial<SeenRun>) =>
  (shown: Shown): Shown => ({ ...shown, runs: shown.runs.map((run) => ({ ...run, ...change(run) })) });

const withJob = (path: string, change: (job: SeenJob) => Partial<SeenJob>) =>
  withRun(({ jobs }) => ({ jobs: jobs.map((job) => (job.path === path ? { ...job, ...change(job) } : job)) }));

const withStep = (path: string, run: string, change: (step: SeenStep) => Partial<SeenStep>) =>
  withJob(path, ({ steps = [] }) => ({
    steps: steps.map((step) => (step.run === run ? { ...step, ...change(step) } : step)),
  }));

const withRecord =
  (change: (record: SeenRecord) => Partial<SeenRecord>) =>
  (shown: Shown): Shown => ({
    ...shown,
    records: shown.records.map((record, index) => (index === 0 ? { ...record, ...change(record) } : record)),
  });

const withPage =
  (page: string, text: string) =>
  (shown: Shown): Shown => ({ ...shown, pages: { ...shown.pages, [page]: text } });

const again = <Item>(items: readonly Item[], change: (item: Item) => Partial<Item>): readonly Item[] =>
  items.flatMap((item, index) => (index === 0 ? [item, { ...item, ...change(item) }] : [item]));

const other = (digest: string): SeenRecord['release'] => ({ repository: 'r', digest }) as SeenRecord['release'];

/** A way to go otherwise, and the one sentence that tells it. */
type Deviation = readonly [what: string, act: number, bend: (shown: Shown) => Shown, sentence: string];

const DEVIATIONS: readonly Deviation[] = [
  [
    'no run',
    PUSH,
    (shown) => ({ ...shown, runs: [] }),
    'No run of deploy.yml (push) was started, wanted one that ends success.',
  ],
  [
    'one more run',
    PUSH,
    (shown) => ({ ...shown, runs: again(shown.runs, () => ({ file: 'test.yml', id: 9 })) }),
    'A run of test.yml (push) was started (success), wanted no such run.',
  ],
  [
    'another attempt',
    PUSH,
    (shown) => ({ ...shown, runs: again(shown.runs, () => ({ attempt: 2 })) }),
    'A run of deploy.yml (push, attempt 2) was started (success), wanted no such run.',
  ],
  [
    'another conclusion',
    PUSH,
    withRun(() => ({ conclusion: 'cancelled' })),
    'deploy.yml (push): the run ended cancelled, wanted success.',
  ],
  [
    'a file that GitHub refuses',
    PUSH,
    withRun(() => ({ problems: ['Unexpected value'], jobs: [], conclusion: 'failure' })),
    'deploy.yml (push): GitHub refused the file ("Unexpected value"), wanted a run that ends success.',
  ],
  [
    'a deed that GitHub refuses',
    PUSH,
    (shown) => ({ ...shown, refusals: { push: 'No ref found' } }),
    'GitHub refused the push ("No ref found"), wanted it accepted.',
  ],
  [
    'no job',
    PUSH,
    withRun(({ jobs }) => ({ jobs: jobs.filter(({ path }) => path !== 'dev-dashboard') })),
    'deploy.yml (push): there is no job dev-dashboard, wanted one that ends success.',
  ],
  [
    'one more job',
    PUSH,
    withRun(({ jobs }) => ({ jobs: again(jobs, () => ({ path: 'lint' })) })),
    'deploy.yml (push): there is a job lint, skipped, wanted none.',
  ],
  [
    'a job that ends otherwise',
    PUSH,
    withJob('dev-dashboard', () => ({ result: 'failure', errors: ['It crashed.\nSee above.'] })),
    'deploy.yml (push): dev-dashboard ended failure ("It crashed."), wanted success.',
  ],
  [
    'jobs that end otherwise because one did',
    LIVE,
    withRun(({ jobs }) => ({
      conclusion: 'failure',
      jobs: jobs.map((job) =>
        job.path === 'promote / gate'
          ? { ...job, result: 'failure', ended: 90 }
          : /production-/.test(job.path)
            ? { ...job, result: 'skipped', ended: 91 }
            : job,
      ),
    })),
    'deploy.yml (push): promote / gate ended failure, wanted success; after it promote / production-ai-agent-api, promote / production-dashboard went otherwise, too.',
  ],
  [
    'a job that begins too early',
    PUSH,
    withJob('dev-dashboard', () => ({ began: 1 })),
    'deploy.yml (push): dev-dashboard began before test / ai-agent-api had ended, wanted it after test and build.',
  ],
  [
    'a wait that nobody stated',
    PUSH,
    withJob('dev-dashboard', () => ({ waits: [{ for: 'concurrency', group: 'deploy/dev/dashboard' }] })),
    'deploy.yml (push): dev-dashboard waited for the group deploy/dev/dashboard, wanted no such wait.',
  ],
  [
    'no approval',
    LIVE,
    withJob('promote / gate', () => ({ waits: [] })),
    'deploy.yml (push): promote / gate did not wait for reviewers of production-approval, wanted it to.',
  ],
  [
    'one more approval',
    LIVE,
    withJob('promote / production-dashboard', () => ({ waits: [{ for: 'reviewers', environment: 'production' }] })),
    'deploy.yml (push): promote / production-dashboard waited for reviewers of production, wanted no such wait.',
  ],
  [
    'another approver',
    LIVE,
    withRun(({ answers }) => ({ answers: answers.map((answer) => ({ ...answer, by: 'ada' })) })),
    'deploy.yml (push): promote / gate was approved by ada (production-approval), wanted approved by operator.',
  ],
  [
    'an error that nobody stated',
    PUSH,
    withJob('dev-dashboard', () => ({ errors: ['The record was not written.'] })),
    'deploy.yml (push): dev-dashboard has the error "The record was not written.", wanted none such.',
  ],
  [
    'an error that says something else',
    CRASH,
    withJob('dev-ai-agent-api', () => ({ errors: ['Boom.'] })),
    'deploy.yml (push): dev-ai-agent-api has no error that says /FEATURE_FLAGS|exit/, wanted one, and has "Boom.".',
  ],
  [
    'a token that may do more',
    PUSH,
    withJob('dev-dashboard', ({ token }) => ({ token: { ...token, contents: 'write' } })),
    'deploy.yml (push): the token of dev-dashboard may do actions: read, contents: write, deployments: write, id-token: write, wanted actions: read, contents: read, deployments: write, id-token: write.',
  ],
  [
    'a step that is given something else',
    PUSH,
    withStep('dev-dashboard', './actions/rollout', ({ with: given }) => ({
      with: { ...given, namespace: 'production' },
    })),
    'deploy.yml (push): dev-dashboard gave ./actions/rollout namespace "production", wanted "dev".',
  ],
  [
    'a step that is given nothing',
    PUSH,
    withStep('test / dashboard', 'actions/checkout', () => ({ with: {} })),
    'deploy.yml (push): test / dashboard gave actions/checkout persist-credentials "", wanted "false".',
  ],
  [
    'other steps',
    PUSH,
    withStep('test / dashboard', 'node --test', () => ({ run: 'true' })),
    'deploy.yml (push): test / dashboard ran actions/checkout, then actions/setup-node, then true, wanted actions/checkout, then actions/setup-node, then node --test.',
  ],
  [
    'one more record',
    PUSH,
    (shown) => ({ ...shown, records: again(shown.records, () => ({ id: 90, tier: 'staging' })) }),
    'ai-agent-api in staging was deployed (record 90: complete), and nobody asked for it.',
  ],
  [
    'no record',
    PUSH,
    (shown) => ({ ...shown, records: shown.records.slice(1) }),
    'ai-agent-api in dev: wanted complete, found no record.',
  ],
  [
    'a record that ends otherwise',
    PUSH,
    withRecord(() => ({ state: { phase: 'ended', outcome: 'superseded', sentence: '' } })),
    'ai-agent-api in dev: wanted complete, found superseded.',
  ],
  [
    'a record that has not ended',
    PUSH,
    withRecord(() => ({ state: { phase: 'started' } })),
    'ai-agent-api in dev: wanted complete, found started.',
  ],
  [
    'a record of something else',
    PUSH,
    withRecord(() => ({ kind: 'rollback' })),
    'ai-agent-api in dev: wanted the record of a rollout, found that of a rollback.',
  ],
  [
    'a record with another sentence',
    CRASH,
    withRecord(() => ({ state: { phase: 'ended', outcome: 'rolled-back', sentence: 'It was slow.' } })),
    'ai-agent-api in dev: the sentence "It was slow." does not say /crashes|FEATURE_FLAGS|exit/.',
  ],
  [
    'bytes that were not proven',
    LIVE,
    withRecord(() => ({ release: other('sha256:0') })),
    `ai-agent-api in production: release sha256:0 was rolled out, wanted what staging ran, ${digestOf('2')}.`,
  ],
  [
    'a page that shows something else',
    PUSH,
    withPage('dashboard in dev /', 'Agents of last year'),
    'dashboard in dev does not show "Your agents" at /: other bytes run than were deployed.',
  ],
  [
    "a deployment of GitHub's own",
    PUSH,
    (shown) => ({ ...shown, otherDeployments: ['dev'] }),
    'GitHub recorded a deployment of its own to dev, wanted our record alone.',
  ],
  [
    'a service that changes and nobody asked for it',
    PUSH,
    withPage('dashboard in production /version', 'new'),
    'dashboard in production answers "new" at /version, and before the act nothing; wanted no change.',
  ],
];

describe('what is not as an act states it', () => {
  it('is nothing when all goes as stated', async () => {
    expect(await said(undefined, (shown) => shown)).toEqual([]);
  });
  it.each(DEVIATIONS)('%s is told in one sentence', async (_, act, bend, sentence) => {
    expect(await said(act, bend)).toEqual([sentence]);
  });
});
