import type { Known } from './classification.ts';

/** Nobody on GitHub could tell the difference. */
export const EQUAL: readonly Known[] = [
  {
    ids: [
      '*/permissions/removed',
      '*/jobs.notice.permissions/removed',
      '*/jobs.refuse-*.permissions/removed',
      '*/jobs.gate.permissions/removed',
    ],
    why: 'The block of the file and those of its jobs say the same of these jobs, and every other job states its own rights: either is enough.',
  },
  {
    ids: [
      'deploy/jobs.dev-*.if/without-1',
      'deploy/jobs.staging-*.if/without-1',
      'deploy/jobs.promote.if/without-1',
      'promote/jobs.staging-dashboard.if/without-1',
    ],
    why: 'Without a status function GitHub asks for success() of every job before, and the condition asks for the same results itself.',
  },
  {
    ids: [
      'deploy/jobs.dev-*.outputs.*',
      'deploy/jobs.dev-*.steps.roll-out-the-release.id/removed',
      'deploy/jobs.staging-record.outputs.*',
      'deploy/jobs.staging-record.steps.record-the-result.id/removed',
      'promote/jobs.production-*.outputs.*',
      'promote/jobs.production-*.steps.roll-out-the-release.id/removed',
    ],
    why: 'No job comes after that would read it: every rollout and verification has the same outputs, wherever it stands.',
  },
  {
    ids: [
      'build/on.workflow_call.inputs.*.required/false',
      'promote/on.workflow_call.secrets.E2E_API_KEY.required/true',
    ],
    why: 'The one workflow that calls it gives it: GitHub looks at "required" only where something is missing.',
  },
  {
    ids: ['promote/on.workflow_dispatch.inputs.service.required/false'],
    why: 'It has a default, and nothing but one of its options is taken: it is never missing.',
  },
  {
    ids: [
      'build/jobs.*.steps.look-for-the-image.with.platforms/removed',
      'build/jobs.*.steps.tag-the-image.with.platforms/removed',
      'deploy/jobs.dev-*.steps.roll-out-the-release.with.verification/removed',
      'promote/jobs.production-*.steps.roll-out-the-release.with.verification/removed',
      'promote/jobs.*.with.self-review/removed',
      'promote/jobs.*.with.bypass/removed',
      'promote/jobs.*.with.unnamed/removed',
      'rollback/on.workflow_dispatch.inputs.to.default/removed',
      'promote/on.workflow_dispatch.inputs.commit.default/removed',
    ],
    why: 'Where nothing is given it is the same: an action has that default (docs/actions.md), and an input without one is empty.',
  },
];
