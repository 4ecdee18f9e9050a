import type { MissionPart } from './mission-line.ts';

export const CI_CD: MissionPart = {
  title: '1. CI/CD with GitHub Actions',
  lines: [
    {
      id: 'tests-run',
      asks: 'On push and pull request, in the folder of the service: `pip install -r requirements.txt`, `python -m pytest tests/`',
      standing: 'made',
      files: ['.github/workflows/test.yml'],
      sources: ['workflows-src/pipelines/test.ts > testJob'],
      tests: [
        { file: 'test/unit/workflows-src/workflows.test.ts', title: '%s is as it was reviewed' },
        { file: 'test/golden/workflows/test.yml', title: 'python -m pytest tests/' },
        { file: 'test/unit/workflows-src/pipelines/deploy.test.ts', title: 'rolls out only after both' },
      ],
    },
    {
      id: 'image-of-a-commit',
      asks: 'On main: build `linux/amd64` image `api-server`, tagged by the commit, and push it',
      standing: 'made',
      instead:
        'The image is named by a digest and pushed once; the tag of the commit is a label that is written once. What was built of the same content is used again.',
      files: ['.github/workflows/build.yml'],
      sources: ['workflows-src/pipelines/build.ts > buildJob'],
      tests: [
        {
          file: 'test/unit/engine/image-tag/name-image.test.ts',
          title: 'gets both tags when it was built, and is found by every later commit of the same content',
        },
        { file: 'test/golden/workflows/build.yml', title: 'linux/amd64' },
      ],
    },
    {
      id: 'set-image-and-watch',
      asks: '`kubectl set image deployment/ai-agent-api`, then `kubectl rollout status`',
      standing: 'made',
      instead:
        'The manifests of the release are applied whole, and what comes of them is judged: a bad rollout is seen in seconds, not at a deadline.',
      files: ['.github/workflows/deploy.yml'],
      sources: ['workflows-src/pipelines/rollout-job.ts > rolloutJob', 'domain/verdict/table.ts > FAILURE_CLASSES'],
      tests: [
        { file: 'test/unit/own/verdict-page.test.ts', title: 'tells of $code what is seen, how long we wait and why' },
        { file: 'rehearsal/stories/all-the-way.ts', title: 'A push that crashes is explained and rolled back' },
      ],
    },
    {
      id: 'five-minutes',
      asks: 'Deployment time from 15 to 5 minutes',
      standing: 'made',
      instead: 'Tests run beside builds, and nothing is built, rendered or rolled out twice.',
      files: ['.github/workflows/deploy.yml'],
      sources: ['workflows-src/pipelines/deploy.ts > deploy'],
      tests: [
        {
          file: 'test/unit/workflows-src/pipelines/deploy.test.ts',
          title: 'builds beside the tests, and rolls out only after both',
        },
      ],
    },
    {
      id: 'rolls-back',
      asks: 'Automatic tests and rollback',
      standing: 'made',
      instead: 'Back to the last good state, which the cluster remembers; by hand to any earlier one.',
      files: ['.github/workflows/deploy.yml', '.github/workflows/rollback.yml'],
      sources: ['workflows-src/pipelines/rollback.ts > rollback'],
      tests: [
        {
          file: 'test/unit/engine/rollback/roll-back.slow.test.ts',
          title: 'goes back to the last good release from one that never was',
        },
        {
          file: 'test/unit/engine/rollback/kept-targets.test.ts',
          title: 'is named by digest or commit, whole or shortened',
        },
      ],
    },
    {
      id: 'history',
      asks: 'Deployment history by commit',
      standing: 'made',
      files: ['.github/workflows/deploy.yml'],
      sources: ['engine/records.ts > Records', 'workflows-src/pipelines/rollout-job.ts > rolloutJob'],
      tests: [
        {
          file: 'test/unit/domain/record.test.ts',
          title: 'keeps its outcome through the 140 characters GitHub stores',
        },
        {
          file: 'test/unit/engine/rollback/roll-back.slow.test.ts',
          title: 'returns to the release before, from the history, and records whose commit runs',
        },
      ],
    },
    {
      id: 'one-process',
      asks: 'One consistent process instead of human error',
      standing: 'made',
      files: ['.github/workflows/deploy.yml', '.github/workflows/promote.yml', '.github/workflows/check.yml'],
      sources: ['workflows-src/workflows.ts > workflows', 'rehearsal/stories/stories.ts > MAIN_STORY'],
      tests: [
        { file: 'test/unit/workflows-src/workflows.test.ts', title: 'are equal bytes when they are made again' },
        { file: 'rehearsal/stories/all-the-way.ts', title: 'From the first tier to the last one' },
      ],
    },
    {
      id: 'no-keys',
      asks: 'A service-account key and gcr.io, both dead ends',
      standing: 'made',
      instead: 'Workload Identity Federation, one identity for each tier and builder, and Artifact Registry.',
      files: ['setup/gcp/setup.sh', 'setup/gcp/main.tf', 'setup/gcp/identities.json'],
      sources: ['setup-src/setup-files.ts > setupFiles'],
      tests: [
        {
          file: 'test/unit/setup-src/attacks.test.ts',
          title: 'give nothing to an honest token with one claim of somebody else',
        },
        { file: 'test/unit/setup-src/lists.test.ts', title: 'for every flag of gcloud and gh' },
      ],
    },
  ],
};
