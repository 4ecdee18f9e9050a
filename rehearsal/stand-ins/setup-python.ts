import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOfVersion } from '../../domain/runtime-version.ts';
import { findPython } from '../builder/python.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { readInputs } from './inputs.ts';
import { ASK_FOR_ENVIRONMENT } from './python-door.ts';
import type { StandInWorld } from './world.ts';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** `actions/setup-python`: a Python of the job's own on PATH. Installing a lock file (`pip install --require-hashes -r FILE`) links the
 *  environment that the rehearsal keeps for it, made by pip the first time. Any other call of pip reaches pip itself, in an
 *  environment that only this job has; it will find no network. */
export const setupPython =
  ({ pythons, pythonDoor }: Pick<StandInWorld, 'pythons' | 'pythonDoor'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, ['python-version', 'check-latest', 'token', 'update-environment']);
    const wanted = inputs.text('python-version') || '3';
    const python = await findPython(wanted);
    const made = (await pythons.made(python)).map((environment) => environment.directory);
    const directory = await call.context.own(join(call.context.temp, 'setup-python'));
    const wrappers = join(directory, 'wrappers');
    const current = join(directory, 'current');
    await mkdir(join(directory, 'start', 'bin'), { recursive: true });
    await mkdir(wrappers, { recursive: true });
    for (const name of ['python', 'python3']) {
      await symlink(python.program, join(directory, 'start', 'bin', name)).catch(ignoreExisting);
    }
    await symlink(join(directory, 'start'), current).catch(ignoreExisting);
    const files: Readonly<Record<string, string>> = {
      'ask-for-environment.mjs': ASK_FOR_ENVIRONMENT,
      'pip-call': pipScript(directory, python.program, pythonDoor.address(python), made),
      python: pythonScript(directory),
      python3: pythonScript(directory),
      pip: `#!/bin/sh\nexec ${quote(join(wrappers, 'pip-call'))} "$@"\n`,
      pip3: `#!/bin/sh\nexec ${quote(join(wrappers, 'pip-call'))} "$@"\n`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(wrappers, name), text, { mode: 0o700 });
    const same = isOfVersion(python.version, wanted);
    call.context.log(
      `Python ${python.version} is on PATH${same ? '' : `: this machine has no ${wanted}, which the step asks for`}.`,
    );
    return {
      path: [wrappers, join(current, 'bin')],
      env: { pythonLocation: current },
      outputs: { 'python-version': python.version, 'python-path': join(wrappers, 'python'), 'cache-hit': 'false' },
    };
  };

/** `python -m pip` goes the same way as `pip`; everything else to the environment that is linked now. */
const pythonScript = (directory: string): string => `#!/bin/sh
if [ "$1" = -m ] && [ "$2" = pip ]; then
  shift 2
  exec ${quote(join(directory, 'wrappers', 'pip-call'))} "$@"
fi
exec "$(readlink ${quote(join(directory, 'current'))})/bin/python" "$@"
`;

/** A lock file equal to that of an environment which was there before links it without asking. Another one is made outside of the job,
 *  which is to see neither what this machine says about package sources nor other jobs' packages being written. */
function pipScript(directory: string, program: string, address: string, made: readonly string[]): string {
  const link = quote(join(directory, 'current'));
  const own = quote(join(directory, 'own'));
  const ask = [process.execPath, join(directory, 'wrappers', 'ask-for-environment.mjs'), address].map(quote).join(' ');
  return `#!/bin/sh
if [ "$#" = 4 ] && [ "$1" = install ] && [ "$2" = --require-hashes ] && [ "$3" = -r ]; then
  directory=
  for made in ${made.map(quote).join(' ')}; do
    if cmp -s "$4" "$made/requirements.txt"; then directory=$made; fi
  done
  if [ -z "$directory" ]; then
    directory=$(env -i ${ask} "$4") || exit 1
  fi
  ln -sfn "$directory" ${link}
  echo "Linked the environment of $4: $directory"
  exit 0
fi
if [ ! -e ${own} ]; then
  ${quote(program)} -m venv ${own} && ln -sfn ${own} ${link} || exit 1
fi
exec ${own}/bin/python -m pip "$@"
`;
}

const ignoreExisting = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};
