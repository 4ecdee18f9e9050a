import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { which } from '../runner/which.ts';

/** What a Firestore emulator is started from. */
export interface EmulatorPrograms {
  readonly java: string;
  readonly jar: string;
}

const JAR = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';

/** The emulator of the Google Cloud SDK that is on PATH, and the Java to run it; `undefined` where one of them is not here.
 *  @see https://cloud.google.com/sdk/gcloud/reference/emulators/firestore */
export function findEmulator(path: string): EmulatorPrograms | undefined {
  const [java, gcloud] = [which('java', path), which('gcloud', path)];
  if (java === undefined || gcloud === undefined) return undefined;
  // `bin/gcloud` of the SDK, wherever the link to it is.
  const jar = join(dirname(dirname(realpathSync(gcloud))), JAR);
  return existsSync(jar) ? { java: realpathSync(java), jar } : undefined;
}
