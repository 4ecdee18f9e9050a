import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { which } from '../runner/which.ts';

/** What a Firestore emulator is started from. */
export interface EmulatorPrograms {
  readonly java: string;
  readonly jar: string;
  /** Folders with all that they read. */
  readonly folders: readonly string[];
}

const JAR = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';

/** The emulator of the Google Cloud SDK that is on PATH, and the Java to run it; `undefined` where one of them is not here.
 *  @see https://cloud.google.com/sdk/gcloud/reference/emulators/firestore */
export function findEmulator(path: string): EmulatorPrograms | undefined {
  const [java, gcloud] = [which('java', path), which('gcloud', path)];
  if (java === undefined || gcloud === undefined) return undefined;
  // `bin/gcloud` of the SDK, wherever the link to it is.
  const jar = join(dirname(dirname(realpathSync(gcloud))), JAR);
  if (!existsSync(jar)) return undefined;
  // `bin/java` of its home.
  const home = dirname(dirname(realpathSync(java)));
  return { java: realpathSync(java), jar, folders: [dirname(jar), home, ...settingsOf(home)] };
}

/** Distributions keep Java's settings in /etc, and link to them file by file. */
function settingsOf(home: string): readonly string[] {
  const file = join(home, 'conf', 'logging.properties');
  return existsSync(file) ? [dirname(realpathSync(file))] : [];
}
