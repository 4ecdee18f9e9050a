import type { Checks } from './check.ts';
import { permissionRefusals } from './permissions.ts';
import { thirdPartyRefusals } from './third-party.ts';

/** Every check, by what it looks at. Another one is a file and a line here. */
export const CHECKS: Checks = {
  workflow: [permissionRefusals],
  job: [permissionRefusals],
  step: [thirdPartyRefusals],
};
