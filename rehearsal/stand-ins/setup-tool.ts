import { execFile } from 'node:child_process';
import { mkdir, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Tool } from '../../domain/runtime/runtime.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { which } from '../runner/which.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { readInputs } from './inputs.ts';

/** An action that sets up a runtime: puts the programs of this machine in front of PATH, and says where they are of another version than the
 *  step asks for. What the action keeps between jobs is not kept.
 *  @throws where this machine has no such program */
export const setupTool =
  ({ action, inputs, version, programs: [first, ...others], ask, told }: Tool): StandIn =>
  async (call) => {
    const given = readInputs(call, [version, ...inputs]);
    const wanted = given.text(version);
    const path = process.env['PATH'] ?? '';
    const found = which(first, path);
    if (found === undefined)
      throw new NotRehearsed([
        {
          what: `${action}${wanted === '' ? '' : ` ${wanted}`}`,
          place: undefined,
          next: `there is no "${first}" on the PATH of this machine: install it, and rehearse again`,
        },
      ]);
    const program = await realpath(found);
    const { stdout } = await promisify(execFile)(program, [...ask], { signal: call.context.signal });
    const own = told.exec(stdout)?.[1] ?? '';
    const directory = await call.context.own(join(call.context.temp, action.replaceAll('/', '-')));
    await mkdir(directory, { recursive: true });
    for (const name of [first, ...others])
      await symlink(join(dirname(program), name), join(directory, name)).catch(ignoreExisting);
    const same = wanted === '' || own === wanted || own.startsWith(`${wanted}.`);
    call.context.log(
      `${first} ${own} is on PATH${same ? '' : `: this machine has no ${wanted}, which the step asks for`}.`,
    );
    return { path: [directory], outputs: { [version]: own, 'cache-hit': 'false' } };
  };

const ignoreExisting = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};
