import type { MissionPart } from './mission-line.ts';

export const tiersPart = (demo: string): MissionPart => ({
  title: '2. Three tiers',
  lines: [
    {
      id: 'development',
      asks: 'Development: namespace `dev`, automatically from `feature/*`, the least resources (1 pod, 512 Mi)',
      standing: 'made',
      files: [
        `${demo}/sluice.config.ts`,
        '.github/workflows/deploy.yml',
        `${demo}/k8s/overlays/dev/kustomization.yaml`,
      ],
      sources: ['workflows-src/pipelines/deploy.ts > deploy', 'manifests-src/workload/tier-patch.ts > tierPatch'],
      tests: [
        {
          file: 'test/unit/manifests-src/render/build.test.ts',
          title: 'puts a tier into its own namespace and gives it its own resources',
        },
        {
          file: 'test/unit/workflows-src/pipelines/deploy.test.ts',
          title: 'to an unprotected branch never builds into the protected repository',
        },
      ],
    },
    {
      id: 'staging',
      asks: 'Staging: namespace `staging`, automatically from `develop`, the same resources as production, automatic E2E tests',
      standing: 'made',
      instead: 'That they passed is evidence of the release, without which it does not go up.',
      files: [
        `${demo}/sluice.config.ts`,
        '.github/workflows/deploy.yml',
        `${demo}/k8s/overlays/staging/kustomization.yaml`,
      ],
      sources: ['domain/tier.ts > tier', 'workflows-src/pipelines/verify-job.ts > verifyJob'],
      tests: [
        {
          file: 'test/unit/workflows-src/pipelines/verify.test.ts',
          title: 'has code of others in a job that may read the code, and nothing else',
        },
        { file: 'rehearsal/stories/all-the-way.ts', title: 'with the very bytes that' },
      ],
    },
    {
      id: 'production',
      asks: 'Production: namespace `production`, from `main` after manual approval, zero downtime (blue-green)',
      standing: 'made',
      instead: 'The wait for people holds no runner, and a yes names exactly the bytes.',
      files: [
        `${demo}/sluice.config.ts`,
        '.github/workflows/promote.yml',
        `${demo}/k8s/overlays/production/kustomization.yaml`,
      ],
      sources: ['workflows-src/pipelines/promote.ts > promote', 'domain/strategy-words.ts > STRATEGY_KINDS'],
      tests: [
        {
          file: 'test/unit/workflows-src/pipelines/promote.test.ts',
          title: 'has one job in the reviewed environment, and nothing that waits holds a group',
        },
        {
          file: 'test/unit/engine/approval/consent.test.ts',
          title: 'counts of somebody who had no part in it, in this run, in time, to what still runs',
        },
      ],
    },
    {
      id: 'urls',
      asks: "A URL for each: `dev.`, `staging.` and `app.` of the platform's domain",
      standing: 'made',
      files: [`${demo}/sluice.config.ts`, '.github/workflows/deploy.yml'],
      sources: ['domain/tier.ts > Tier'],
      tests: [
        { file: 'test/golden/workflows/deploy.yml', title: 'https://staging.' },
        { file: 'test/unit/rehearsal/tier-doors.test.ts', title: 'the address of a tier' },
      ],
    },
    {
      id: 'kustomize',
      asks: 'Kustomize base and overlays: namespace, `namePrefix: staging-`, a patch of the Deployment, `images` with `newTag`',
      standing: 'made',
      instead:
        'Tiers differ by namespace, and `namePrefix` renames on request, with all that names what it renames. Images are put in by digest, when the release is formed.',
      files: [`${demo}/k8s/base/kustomization.yaml`, `${demo}/k8s/overlays/staging/ai-agent-api/deployment.patch.yaml`],
      sources: ['manifests-src/kustomize-tree.ts > kustomizeTree'],
      tests: [
        { file: 'test/unit/manifests-src/render/build.test.ts', title: 'replaces an image by its digest' },
        { file: 'test/unit/manifests-src/render/name-prefix.test.ts', title: 'is as kubectl puts it: %s' },
        { file: 'test/unit/manifests-src/rules/traps.test.ts', title: '$trap is found by $rule, and by no other rule' },
      ],
    },
  ],
});
