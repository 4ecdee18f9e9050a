import { actionContract } from '../../domain/action-contract.ts';

export const consent = actionContract({
  name: 'consent',
  title: 'Sluice consent',
  description:
    'Reads an approval back right before a rollout: fails unless somebody who may has said yes in this run, lately, to what would now happen.',
  inputs: {
    gate: { description: 'Environment whose reviewers were asked.', required: true },
    'gate-job': { description: 'Id of the job that ran in it, `job.check_run_id` there.', required: true },
    job: { description: 'Id of this job, which tells the time: `job.check_run_id`.', required: true },
    service: { description: 'Name of the service that would be rolled out.', required: true },
    namespace: { description: 'Namespace of the tier, where what runs is read.', required: true },
    shown: { description: 'What ran when people were asked: the output `shown` of `approval`.', required: true },
    cluster: {
      description:
        'Cluster, `location/name`, where the tier has several. What others than `shown-cluster` run was not shown.',
      default: '',
    },
    'shown-cluster': { description: 'Cluster that `shown` is of, where the tier has several.', default: '' },
    by: {
      description: 'The reviewers of the gate, one a line, as `approval` takes them: they must still be those.',
      required: true,
    },
    'self-review': {
      description: '`allowed` where a yes counts of somebody who had a part in it, else `refused`.',
      default: 'refused',
    },
    bypass: { description: '`allowed` where administrators may go past the gate, else `refused`.', default: 'refused' },
    unnamed: {
      description: '`allowed` where commits may go up that GitHub knows no account for, else `refused`.',
      default: 'refused',
    },
    expires: { description: 'Seconds that a yes is good for, from the start of the gate on.', default: '86400' },
    commit: { description: 'The commit that would be rolled out; empty for that of the run.', default: '' },
    again: { description: 'The command that asks again; people are told it in a second attempt.', required: true },
    token: {
      description: 'Token that reads the run, its approvals and its commits.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    'approved-by': { description: 'Who said yes, separated by commas.' },
    approvers: { description: 'The same with their numbers, one a line, as `rollout` takes them.' },
    reason: { description: 'Codes of what is wrong, separated by commas; empty when nothing is.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'contents', level: 'read', why: 'reads who made the commits' },
    { scope: 'actions', level: 'read', why: 'reads the approvals of this run, and when its gate opened' },
  ],
});
