import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery } from '../domain/delivery.ts';
import { findPython } from './builder/python.ts';
import type { PythonEnvironments } from './builder/python-environments.ts';
import { TESTERS_PYTHON } from './builder/python-versions.ts';
import type { GitRepository } from './github/git.ts';

const PATIENCE_MILLISECONDS = 1000;

/** Begins to install what all lock files of a delivery name, at once, so that no job waits for a lock file whose turn could have come
 *  earlier. Failures are left to the job that needs the packages: it tries again and says what pip says.
 *  @param log is told once, if it takes longer than a moment. */
export async function installLockedPackages(
  git: GitRepository,
  { root, services, tiers }: Delivery,
  pythons: PythonEnvironments,
  log: (sentence: string) => void,
): Promise<void> {
  const wanted = [
    ...services.flatMap(({ path, test }) =>
      test.runtime === 'python' ? [{ version: test.version, file: join(root, path, test.requirements) }] : [],
    ),
    ...tiers.flatMap(({ verify }) =>
      // What runs inside a tier has its packages in its image.
      verify === undefined || verify.reach === 'job'
        ? []
        : [{ version: TESTERS_PYTHON, file: join(root, verify.path, verify.requirements) }],
    ),
  ];
  const files = [...new Map(wanted.map((one) => [one.file, one])).values()];
  const installed = Promise.allSettled(
    files.map(async ({ version, file }) => {
      const lock = await git.file('HEAD', file);
      if (lock !== undefined) await pythons.of(await findPython(version), lock);
    }),
  );
  const late = delay(PATIENCE_MILLISECONDS, true, { ref: false });
  if (await Promise.race([installed.then(() => false), late])) {
    log(`Python installs the packages of ${files.map(({ file }) => file).join(' and ')}; they are kept for next time.`);
  }
  await installed;
}
