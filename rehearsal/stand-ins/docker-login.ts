import type { StandIn } from '../runner/stand-in.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { dockerConfigFile, rememberCredentials } from './docker-config.ts';
import { readInputs } from './inputs.ts';
import type { StandInWorld } from './world.ts';

/** `docker/login-action`: asks the registry whether it knows the credentials, and leaves them where Docker's tools look. */
export const dockerLogin =
  ({ registries }: Pick<StandInWorld, 'registries'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, ['registry', 'username', 'password', 'logout']);
    const host = inputs.text('registry') || 'docker.io';
    const [username, password] = [inputs.text('username'), inputs.text('password')];
    if (username === '' || password === '') throw new Error('Username and password required');
    const registry = registries.get(host);
    if (registry === undefined) {
      throw new NotRehearsed(`a login to ${host}, for which there is no registry here,`);
    }
    const credentials = `${username}:${password}`;
    if (registry.accounts.rights(credentials) === undefined) {
      throw new Error(`Error response from daemon: Get "https://${host}/v2/": unauthorized: authentication failed`);
    }
    const file = await dockerConfigFile(call.context);
    await rememberCredentials(file, host, credentials);
    call.context.log(`Logged in to ${host} as ${username}.`);
    const logout = inputs.flag('logout', true);
    return {
      secrets: [password],
      post: async () => {
        if (logout) await rememberCredentials(file, host, undefined);
      },
    };
  };
