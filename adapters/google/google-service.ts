/** An API of Google's: what people call it, and where it is. */
export interface GoogleService {
  readonly name: string;
  readonly url: string;
  readonly version: string;
}

/** Documents, databases and backups. @see https://cloud.google.com/firestore/docs/reference/rest */
export const FIRESTORE: GoogleService = {
  name: 'Firestore',
  url: 'https://firestore.googleapis.com',
  version: 'v1',
};

/** @see https://cloud.google.com/monitoring/api/ref_v3/rest */
export const MONITORING: GoogleService = {
  name: 'Cloud Monitoring',
  url: 'https://monitoring.googleapis.com',
  version: 'v3',
};
