import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { StandIn } from '../runner/stand-in.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { readInputs } from './inputs.ts';

/** `actions/setup-node`: puts the Node.js that the rehearsal itself runs on in front of PATH. @throws when another major version is
 *  wanted than that. */
export const setupNode: StandIn = async (call) => {
  const inputs = readInputs(call, ['node-version', 'check-latest', 'package-manager-cache', 'token']);
  const wanted = inputs.text('node-version');
  const own = process.versions.node;
  if (wanted !== '' && wanted.replace(/^v/, '').split('.')[0] !== own.split('.')[0]) {
    throw new NotRehearsed([
      { what: `Node.js ${wanted}`, place: undefined, next: `the rehearsal runs on ${own} and has no other` },
    ]);
  }
  const directory = await call.context.own(join(call.context.temp, 'setup-node'));
  await mkdir(directory, { recursive: true });
  await symlink(process.execPath, join(directory, 'node')).catch(ignoreExisting);
  call.context.log(`Node.js ${own} is on PATH.`);
  return { path: [directory], outputs: { 'node-version': `v${own}`, 'cache-hit': 'false' } };
};

const ignoreExisting = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};
