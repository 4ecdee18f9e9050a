import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../binaries/build.ts';
import { run } from '../machine/command.ts';

/** Python of the base image `library/python`: Debian bookworm's. */
const PYTHON = '3.11';
/** glibc versions up to bookworm's 2.36 that wheels are tagged with (PEP 600); pip does not derive the lower ones itself. */
const GLIBC = ['2_36', '2_35', '2_34', '2_31', '2_28', '2_27', '2_26', '2_24', '2_17'];

const MACHINE: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/** Arguments of `pip download` for the base image's Python, whatever Python this machine has; pure. */
export function downloadArguments(requirements: string, folder: string, arch: string): readonly string[] {
  const machine = MACHINE[arch];
  if (machine === undefined) throw new Error(`No wheels for the architecture ${arch}; wanted x64 or arm64.`);
  return [
    ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'],
    ...[
      '--implementation=cp',
      `--python-version=${PYTHON}`,
      `--abi=cp${PYTHON.replace('.', '')}`,
      '--abi=abi3',
      '--abi=none',
    ],
    ...[...GLIBC.map((glibc) => `manylinux_${glibc}_${machine}`), `manylinux2014_${machine}`].map(
      (name) => `--platform=${name}`,
    ),
    ...['--requirement', requirements, '--dest', folder],
  ];
}

/** A folder with the wheels of a requirements file, for `wheels` of a build. Downloaded once by this machine's pip, with
 *  its settings. */
export async function pythonWheels(requirements: string): Promise<string> {
  const content = await readFile(requirements);
  const key = createHash('sha256').update(`${PYTHON}\n${process.arch}\n`).update(content).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `wheels-${key}`);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const draft = await mkdtemp(join(cacheFolder(), '.wheels-'));
  try {
    await run('python3', downloadArguments(requirements, draft, process.arch));
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
