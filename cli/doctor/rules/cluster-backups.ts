import { field } from '../../../adapters/github/narrow.ts';
import { RUN_SETUP } from '../commands-that-mend.ts';
import type { Check, DoctorRule } from '../rule.ts';

/** A plan of Backup for GKE is there, and keeps what the delivery says: its namespaces, when, and for how long. */
export const clusterBackups: DoctorRule = {
  id: 'cluster-backups',
  checks: ({ gcp: { project, backups } }) =>
    (backups?.plans ?? []).map(
      ({ name, location, namespaces, schedule, days }): Check => ({
        lines: ['backup'],
        about: `the backup plan ${name}`,
        question: {
          program: 'gcloud',
          group: 'beta container backup-restore backup-plans',
          verb: 'describe',
          about: [name, `--location=${location}`, `--project=${project.id}`],
        },
        judge: (value) => {
          if (value === undefined)
            return [
              {
                sentence: `There is no backup plan ${name} in ${location}: no cluster is backed up by it.`,
                command: RUN_SETUP,
              },
            ];
          const kept = namespacesIn(value);
          const wanted: readonly [string, unknown, unknown][] = [
            ['namespaces', kept.join(', '), [...namespaces].sort().join(', ')],
            ['schedule', field(field(value, 'backupSchedule'), 'cronSchedule'), schedule],
            ['days', field(field(value, 'retentionPolicy'), 'backupRetainDays'), days],
          ];
          return wanted
            .filter(([, observed, said]) => observed !== said)
            .map(([what, observed, said]) => ({
              sentence: `The backup plan ${name} has the ${what} ${String(observed)}; wanted ${String(said)}.`,
              command: RUN_SETUP,
            }));
        },
      }),
    ),
};

const namespacesIn = (plan: unknown): readonly string[] => {
  const found = field(field(field(plan, 'backupConfig'), 'selectedNamespaces'), 'namespaces');
  return (Array.isArray(found) ? found : []).filter((each) => typeof each === 'string').sort();
};
