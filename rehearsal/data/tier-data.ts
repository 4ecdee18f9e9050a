import type { Delivery } from '../../domain/delivery.ts';
import { databasesOf } from '../../domain/store.ts';
import type { Enclosures } from '../enclosure/enclosure.ts';
import type { EmulatorPrograms } from './find-emulator.ts';
import { startOwnStore } from './firestore/own-store.ts';
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

const GOOGLES = 'the Firestore emulator of the Google Cloud SDK';
const OWN =
  "the rehearsal's own store, which has documents, filters and counts, but neither transactions nor listeners: for those install the Firestore emulator (gcloud components install cloud-firestore-emulator, and Java)";
const NOTHING: TierData = { told: async () => ({}), close: async () => {} };

/** The emulator of the Google Cloud SDK where it is installed, else a store of our own that can less; which it is is said. Each database of the delivery
 *  is one in it, which the pods of its tier share. It starts beside everything else, and a container that needs it waits.
 *  @param programs `undefined` where it is not installed */
export function openTierData(
  { delivery, enclosures, folder, project, log }: DataNeeds,
  programs: EmulatorPrograms | undefined,
): TierData {
  const databases = databasesOf(delivery).map(({ id }) => id);
  if (databases.length === 0) return NOTHING;
  log(`The databases ${databases.join(', ')} are in ${programs === undefined ? OWN : GOOGLES}.`);
  const emulator = programs === undefined ? startOwnStore() : startFirestoreEmulator(programs, { enclosures, folder });
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
