import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../cluster/kubelet/process/free-port.ts';
import type { Enclosure, Enclosures, Launched } from '../enclosure/enclosure.ts';
import type { EmulatorPrograms } from './find-emulator.ts';

/** A Firestore in a process of its own. It keeps databases apart by their names, so that one is enough for all tiers, and forgets them when it ends. */
export interface FirestoreEmulator {
  /** Where it answers, as `FIRESTORE_EMULATOR_HOST` says it, once it does. Rejects with what it has said where it ends before that. */
  readonly host: Promise<string>;
  /** Ends it, started or not. */
  close(): Promise<void>;
}

/** The jar's manifest names a program that does something else. */
const PROGRAM = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
/** It ends before optimised code and parallel collectors would pay: with them its start computes a third more. */
const SHORT_LIVED = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const RUNNING = /is now running/;

/** Starts it, which takes seconds. */
export function startFirestoreEmulator(
  programs: EmulatorPrograms,
  { enclosures, folder }: { readonly enclosures: Enclosures; readonly folder: string },
): FirestoreEmulator {
  const opened = openEnclosure(programs, enclosures, folder);
  const host = opened.then((enclosure) => launch(programs, enclosure, folder));
  // Whoever asks for it is told.
  host.catch(() => {});
  return {
    host,
    close: async () => {
      const enclosure = await opened.catch(() => undefined);
      await enclosure?.close();
    },
  };
}

async function openEnclosure(
  { folders }: EmulatorPrograms,
  enclosures: Enclosures,
  folder: string,
): Promise<Enclosure> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { recursive: true });
  return enclosures.open({ folder, temporary, readable: folders });
}

async function launch({ java, jar }: EmulatorPrograms, enclosure: Enclosure, folder: string): Promise<string> {
  const [host, port] = ['127.0.0.1', await freePort()];
  await running(
    enclosure.launch({
      file: java,
      args: [...SHORT_LIVED, '-Xmx256m', '-cp', jar, PROGRAM, `--host=${host}`, `--port=${port}`],
      cwd: folder,
      env: { HOME: folder, LANG: 'C.UTF-8', PATH: dirname(java) },
    }),
  );
  return `${host}:${port}`;
}

function running({ stdout, stderr, exited }: Launched): Promise<void> {
  const last: string[] = [];
  return new Promise((resolve, reject) => {
    for (const input of [stdout, stderr])
      createInterface({ input }).on('line', (line) => {
        if (RUNNING.test(line)) resolve();
        // Where in the program it was tells nobody here what to do.
        if (!/^\s+at /.test(line)) last.push(line);
        if (last.length > 20) last.shift();
      });
    exited.then(
      (code) => reject(new Error(`The Firestore emulator ended with ${code}:\n${last.slice(-6).join('\n')}`)),
      reject,
    );
  });
}
