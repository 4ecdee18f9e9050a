import type { StandIn } from '../runner/stand-in.ts';
import { readInputs } from './inputs.ts';

/** `docker/setup-buildx-action`: there is nothing to set up, the builder of the rehearsal is this process. */
export const setupBuildx: StandIn = async (call) => {
  readInputs(call, ['driver', 'install', 'use', 'cleanup']);
  call.context.log('The builder of the rehearsal needs no container engine.');
  return { outputs: { name: 'rehearsal', driver: 'rehearsal', status: 'running', platforms: 'linux/amd64' } };
};
