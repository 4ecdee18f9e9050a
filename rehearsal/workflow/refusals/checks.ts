import { which } from '../../runner/which.ts';
import { backgroundRefusals } from './background-steps.ts';
import type { Checks } from './check.ts';
import { builtFileRefusals, handedBaseRefusals } from './dockerfile.ts';
import { surroundingRefusals } from './job-surroundings.ts';
import { permissionRefusals } from './permissions.ts';
import { remoteWorkflowRefusals } from './remote-workflows.ts';
import { runnerRefusals } from './runner-labels.ts';
import { defaultShellRefusals, shellRefusals } from './shells.ts';
import { statusArgumentRefusals } from './status-arguments.ts';
import { thirdPartyRefusals } from './third-party.ts';
import { timeZoneRefusals } from './time-zones.ts';

/** Whether a program is where jobs look for it. */
const programOn = (environment: Readonly<Record<string, string>>) => (name: string) =>
  which(name, environment['PATH'] ?? process.env['PATH'] ?? '') !== undefined;

/** Every check, by what it looks at. Another one is a file and a line here. */
export const CHECKS: Checks = {
  workflow: [
    permissionRefusals,
    timeZoneRefusals,
    (workflow, { environment = {} }) => defaultShellRefusals(workflow, programOn(environment)),
  ],
  job: [
    backgroundRefusals,
    permissionRefusals,
    statusArgumentRefusals,
    surroundingRefusals,
    (job, { ownRunners = new Set() }) => runnerRefusals(job, ownRunners),
    (job, { repository: { owner, name } }) => remoteWorkflowRefusals(job, `${owner}/${name}`),
  ],
  step: [
    handedBaseRefusals,
    (step, { environment = {} }) => shellRefusals(step, programOn(environment)),
    thirdPartyRefusals,
  ],
  used: [builtFileRefusals],
};
