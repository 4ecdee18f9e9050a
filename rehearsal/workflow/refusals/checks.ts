import type { Checks } from './check.ts';
import { builtFileRefusals } from './dockerfile.ts';
import { surroundingRefusals } from './job-surroundings.ts';
import { permissionRefusals } from './permissions.ts';
import { remoteWorkflowRefusals } from './remote-workflows.ts';
import { runnerRefusals } from './runner-labels.ts';
import { shellRefusals } from './shells.ts';
import { thirdPartyRefusals } from './third-party.ts';

/** Every check, by what it looks at. Another one is a file and a line here. */
export const CHECKS: Checks = {
  workflow: [permissionRefusals],
  job: [
    permissionRefusals,
    surroundingRefusals,
    (job, { ownRunners = new Set() }) => runnerRefusals(job, ownRunners),
    (job, { repository: { owner, name } }) => remoteWorkflowRefusals(job, `${owner}/${name}`),
  ],
  step: [shellRefusals, thirdPartyRefusals],
  used: [builtFileRefusals],
};
