import { restoreDrill } from '../../actions/restore-drill/contract.ts';
import type { Lock } from '../../catalogue/lock.ts';
import type { Backup } from '../../domain/backup.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { identityName } from '../../domain/identity.ts';
import { lotsOf } from '../../domain/lots.ts';
import { evidenceRepository, registryHost } from '../../domain/registry.ts';
import { DRILL_ENVIRONMENT, drilledDatabases, drillTier } from '../../domain/restore-drill/drilled.ts';
import { DRILL_PHASES, type DrillPhase } from '../../domain/restore-drill/phase.ts';
import { agePlaces } from '../../domain/restore-drill/watched-ages.ts';
import type { Tier } from '../../domain/tier.ts';
import { event, variableValue } from '../language/contexts.ts';
import { jobEnvironment } from '../language/environment.ts';
import { inputs } from '../language/input.ts';
import { type JobCondition, job, type StepsJob } from '../language/job.ts';
import { and, equals, format, or } from '../language/operator.ts';
import { type Workflow, workflow } from '../language/workflow.ts';
import { checkout, cloudIdentity } from './cloud-steps.ts';
import { configured, offBranch, onBranch } from './condition.ts';
import { type Material, material, named } from './material.ts';
import { noticeJob, refusalJob } from './notice-job.ts';

const SOURCE = 'workflows-src/pipelines/backup.ts > backupDrill';

/** When a run of a phase begins, in the zone of the delivery: past the hour, when GitHub has less to start. Between them a restore has
 *  its time, and no runner waits. */
const TIMES: Readonly<Record<DrillPhase, string>> = { start: '17 4 * * *', finish: '17 10 * * *' };

const TITLES: Readonly<Record<DrillPhase, string>> = {
  start: 'Restore the newest backups aside',
  finish: 'Compare what was restored',
};

const given = inputs({
  phase: { type: 'choice', options: DRILL_PHASES, required: true, description: 'Start restores, or compare them.' },
});

/** Tries the backups of a delivery: a run restores them aside, a later one compares and deletes what was restored. Nothing where the
 *  delivery backs up no database. */
export function backupDrill(delivery: Delivery, lock: Lock): readonly Workflow[] {
  const { backup } = delivery;
  const tier = drillTier(delivery);
  const [lot] = lotsOf(delivery);
  if (backup === undefined || tier === undefined || lot === undefined) return [];
  return [drillOf(material(delivery, lock, lot), backup, tier)];
}

/** GitHub's time is UTC where no zone is named, and linters take that for none. */
const drillOf = (from: Material, { timezone }: Backup, tier: Tier): Workflow =>
  workflow({
    ...named(from, 'backup', 'Try the backups'),
    source: SOURCE,
    on: {
      schedule: DRILL_PHASES.map((phase) => ({ cron: TIMES[phase], ...(timezone === 'UTC' ? {} : { timezone }) })),
    },
    dispatch: given,
    jobs: [
      noticeJob(from.delivery),
      refusalJob(offBranch(tier.from), tier),
      ...DRILL_PHASES.map((phase) => drillJob(from, tier, phase)),
    ],
  });

function drillJob({ delivery, own }: Material, tier: Tier, phase: DrillPhase): StepsJob {
  const project = variableValue(delivery.registry.project);
  const { steps, token } = cloudIdentity(delivery, identityName({ kind: 'drill' }), false);
  const watched = agePlaces(delivery).map(({ database, location, cluster, namespace }) =>
    [database, location, cluster, namespace].join(' '),
  );
  return job({
    id: phase,
    name: TITLES[phase],
    source: 'workflows-src/pipelines/backup.ts > drillJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 30,
    if: and<JobCondition['uses'][number]>(
      or(equals(event('schedule'), TIMES[phase]), equals(given.values.phase, phase)),
      onBranch(tier.from),
      configured(delivery),
    ),
    environment: jobEnvironment(DRILL_ENVIRONMENT),
    concurrency: { group: DRILL_ENVIRONMENT, cancelInProgress: false, queue: 'max' },
    steps: [
      checkout(),
      ...steps,
      own(restoreDrill, {
        name: TITLES[phase],
        with: {
          phase,
          project,
          databases: drilledDatabases(delivery)
            .map(({ id, location }) => `${id} ${location}`)
            .join('\n'),
          records: format(
            `${registryHost(delivery.registry)}/{0}/${evidenceRepository(DRILL_ENVIRONMENT)}/drills`,
            project,
          ),
          ...(watched.length === 0 ? {} : { watched: watched.join('\n') }),
          'access-token': token,
        },
      }),
    ],
  });
}
