import { backup } from '../../../domain/backup.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { firestore, memory } from '../../../domain/store.ts';
import { platform } from '../../fixtures/platform.ts';
import type { Answers } from './run-script.ts';
import { FULL } from './setup-of.ts';

const agents = firestore({ database: 'agents', location: 'asia-northeast3' });

/** The same delivery, whose services keep data: both share a database, but the second one keeps that of dev in memory. */
export function withDatabases(delivery: Delivery = platform): Delivery {
  const [api, dashboard] = delivery.services;
  if (api === undefined || dashboard === undefined) throw new Error('The demo has two services.');
  return {
    ...delivery,
    services: [
      { ...api, store: agents },
      { ...dashboard, store: { all: agents, dev: memory() } },
    ],
  };
}

/** The same, whose data and clusters are backed up. */
export const withBackups = (delivery: Delivery = platform): Delivery => ({
  ...withDatabases(delivery),
  backup: backup({
    weekday: 'TUESDAY',
    clusters: { location: 'asia-northeast1', schedule: '0 3 * * *', days: 30 },
  }),
});

/** The same, where these channels are told of the age of backups. */
export function withChannels(delivery: Delivery, channels: readonly string[] = ['1357']): Delivery {
  const backed = withBackups(delivery);
  return backed.backup === undefined ? backed : { ...backed, backup: { ...backed.backup, channels } };
}

/** Everything is there already. */
export const FULL_DATABASES: Answers = {
  '"gcloud firestore databases describe "*': { says: 'asia-northeast3 FIRESTORE_NATIVE' },
  ...FULL,
};

const POOL = 'principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools';
export const podOf = (namespace: string, service: string): string =>
  `${POOL}/ai-agent-platform.svc.id.goog/subject/ns/${namespace}/sa/${service}`;
