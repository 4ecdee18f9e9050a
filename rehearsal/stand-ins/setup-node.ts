import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isOfVersion } from '../../domain/runtime-version.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { readInputs } from './inputs.ts';

/** `actions/setup-node`: puts the Node.js that the rehearsal itself runs on in front of PATH, and says where
 *  another version is wanted. */
export const setupNode: StandIn = async (call) => {
  const inputs = readInputs(call, ['node-version', 'check-latest', 'package-manager-cache', 'token']);
  const wanted = inputs.text('node-version');
  const own = process.versions.node;
  const directory = await call.context.own(join(call.context.temp, 'setup-node'));
  await mkdir(directory, { recursive: true });
  await symlink(process.execPath, join(directory, 'node')).catch(ignoreExisting);
  const another = isOfVersion(own, wanted) ? '' : `: this machine has no ${wanted}, which the step asks for`;
  call.context.log(`Node.js ${own} is on PATH${another}.`);
  return { path: [directory], outputs: { 'node-version': `v${own}`, 'cache-hit': 'false' } };
};

const ignoreExisting = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};
