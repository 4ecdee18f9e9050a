import type { Checks } from './check.ts';
import { builtFileRefusals } from './dockerfile.ts';
import { passedTokenRefusals } from './passed-token.ts';
import { permissionRefusals } from './permissions.ts';
import { shellRefusals } from './shells.ts';
import { thirdPartyRefusals } from './third-party.ts';

/** Every check, by what it looks at. Another one is a file and a line here. */
export const CHECKS: Checks = {
  workflow: [permissionRefusals],
  job: [passedTokenRefusals, permissionRefusals],
  step: [shellRefusals, thirdPartyRefusals],
  used: [builtFileRefusals],
};
