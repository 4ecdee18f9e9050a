import type { Delivery } from '../../domain/delivery.ts';
import { databasesOf } from '../../domain/store.ts';
import type { Enclosures } from '../enclosure/enclosure.ts';
import type { EmulatorPrograms } from './find-emulator.ts';
import { startFirestoreEmulator } from './firestore-emulator.ts';

type Variables = Readonly<Record<string, string>>;

/** Where the pods of a rehearsal keep what they would keep in the cloud. */
export interface TierData {
  /** What a container is told besides, by what it is told already; waits until there is something to reach. */
  told(environment: ReadonlyMap<string, string>): Promise<Variables>;
  close(): Promise<void>;
}

export interface DataNeeds {
  readonly delivery: Pick<Delivery, 'services' | 'tiers'>;
  readonly enclosures: Enclosures;
  /** For the files of whatever keeps data. */
  readonly folder: string;
  /** The cloud project that clients name. */
  readonly project: string;
  readonly log: (sentence: string) => void;
}

const NOTHING: TierData = { told: async () => ({}), close: async () => {} };

/** The emulator of the Google Cloud SDK where it is installed: each database of the delivery is one in it, which the pods of its tier share. Else the
 *  memory of each pod, which is said. It starts beside everything else, and a container that needs it waits.
 *  @param programs `undefined` where it is not installed */
export function openTierData(
  { delivery, enclosures, folder, project, log }: DataNeeds,
  programs: EmulatorPrograms | undefined,
): TierData {
  const databases = databasesOf(delivery).map(({ id }) => id);
  if (databases.length === 0) return NOTHING;
  if (programs === undefined) {
    log(
      `No Firestore emulator is installed here (gcloud components install cloud-firestore-emulator, and Java): pods are told STORE=memory, so two pods of a tier share no data. In the cloud they share ${databases.join(', ')}.`,
    );
    return { ...NOTHING, told: async (environment) => (keepsInFirestore(environment) ? { STORE: 'memory' } : {}) };
  }
  log(`The databases ${databases.join(', ')} are in the Firestore emulator of the Google Cloud SDK.`);
  const emulator = startFirestoreEmulator(programs, { enclosures, folder });
  return {
    async told(environment) {
      if (!keepsInFirestore(environment)) return {};
      return {
        FIRESTORE_EMULATOR_HOST: await emulator.host,
        ...(environment.has('GOOGLE_CLOUD_PROJECT') ? {} : { GOOGLE_CLOUD_PROJECT: project }),
      };
    },
    close: () => emulator.close(),
  };
}

const keepsInFirestore = (environment: ReadonlyMap<string, string>): boolean =>
  environment.get('STORE') === 'firestore';
