import { describe, expect, it } from '@jest/globals';
import { backup } from '../../../domain/backup.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { FULL_DATABASES, withBackups, withDatabases } from './with-databases.ts';

const { script, terraform, identities } = filesOf(withBackups());
const blocks = readHcl(terraform);
const KEPT = ['agents-staging', 'agents-production'];
const AGENT = { '*container*clusters*describe*': { says: 'True' } };

const on = (calls: readonly Call[], command: string): readonly Call[] =>
  calls.filter(({ program, words }) => program === 'gcloud' && words.join(' ').startsWith(command));
const has = (call: Call, name: string): boolean => call.flags.some(([each]) => each === name);

describe('backups of databases', () => {
  const { calls, status, said } = runScript(script, { ...AGENT, ...EMPTY });

  it('are two schedules for each database of a protected tier, which can be read as it was as well', () => {
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(
      on(calls, 'firestore backups schedules create').map((call) => [
        flag(call, '--database'),
        flag(call, '--recurrence'),
        flag(call, '--retention'),
        flag(call, '--day-of-week'),
      ]),
    ).toEqual(
      KEPT.flatMap((name) => [
        [name, 'daily', '7d', undefined],
        [name, 'weekly', '14w', 'TUE'],
      ]),
    );
    const updated = on(calls, 'firestore databases update').filter((call) => has(call, '--enable-pitr'));
    expect(updated.map((call) => flag(call, '--database'))).toEqual(KEPT);
  });

  it('are the same in Terraform and in identities.json', () => {
    const schedules = blocks.filter(({ labels }) => labels[0] === 'google_firestore_backup_schedule');
    expect(
      schedules.map(({ attributes, blocks: inner }) => [
        attributes.get('retention'),
        inner[0]?.type,
        inner[0]?.attributes.get('day'),
      ]),
    ).toEqual(
      KEPT.flatMap(() => [
        ['604800s', 'daily_recurrence', undefined],
        ['8467200s', 'weekly_recurrence', 'TUESDAY'],
      ]),
    );
    const readable = blocks.filter(({ attributes }) => attributes.has('point_in_time_recovery_enablement'));
    expect(readable.map(({ attributes }) => attributes.get('name'))).toEqual(KEPT);
    expect(JSON.parse(identities).backups).toMatchObject({ databases: KEPT, days: 7, weeks: 14, weekday: 'TUESDAY' });
  });

  it('are not made twice: what is there is kept as long as the delivery says', () => {
    const again = runScript(script, { '*schedules*list*': { says: 'one \ntwo TUESDAY' }, ...AGENT, ...FULL_DATABASES });
    expect([again.status, again.said]).toEqual([0, '']);
    expect(on(again.calls, 'firestore backups schedules create')).toEqual([]);
    expect(
      on(again.calls, 'firestore backups schedules update').map((call) => [
        flag(call, '--database'),
        flag(call, '--backup-schedule'),
        flag(call, '--retention'),
      ]),
    ).toEqual(
      KEPT.flatMap((name) => [
        [name, 'one', '7d'],
        [name, 'two', '14w'],
      ]),
    );
  });

  it('on another day are told, because it cannot be changed', () => {
    const { status: ended, said: told } = runScript(script, {
      '*schedules*list*': { says: 'one \ntwo SUNDAY' },
      ...AGENT,
      ...FULL_DATABASES,
    });
    expect(ended).toBe(1);
    expect(told).toContain(
      'The database agents-staging is backed up on SUNDAY, wanted: TUESDAY. Delete the schedule two',
    );
  });
});

describe('backups of clusters', () => {
  const RULE = ['staging,production', '0 3 * * *', '30'];

  it('are one plan for each cluster, of the namespaces of protected tiers', () => {
    const { calls } = runScript(script, { ...AGENT, ...EMPTY });
    const [plan, ...others] = on(calls, 'beta container backup-restore backup-plans create');
    expect(others).toEqual([]);
    if (plan === undefined) throw new Error('No plan was made.');
    expect(plan.words.at(-1)).toBe('ai-agent-cluster-asia-northeast3');
    expect(
      ['--selected-namespaces', '--cron-schedule', '--backup-retain-days'].map((name) => flag(plan, name)),
    ).toEqual(RULE);
    expect(flag(plan, '--location')).toBe('asia-northeast1');
    expect(flag(plan, '--cluster')).toBe(
      'projects/ai-agent-platform/locations/asia-northeast3/clusters/ai-agent-cluster',
    );
  });

  it('are the same in Terraform', () => {
    const [plan] = blocks.filter(({ labels }) => labels[0] === 'google_gke_backup_backup_plan');
    expect(plan?.attributes.get('name')).toBe('ai-agent-cluster-asia-northeast3');
    expect(plan?.attributes.get('location')).toBe('asia-northeast1');
    const inner = new Map(plan?.blocks.map(({ type, attributes, blocks: [deeper] }) => [type, { attributes, deeper }]));
    expect(inner.get('retention_policy')?.attributes.get('backup_retain_days')).toBe(30);
    expect(inner.get('backup_schedule')?.attributes.get('cron_schedule')).toBe(RULE[1]);
    expect(inner.get('backup_config')?.attributes.get('include_secrets')).toBe(true);
    expect(inner.get('backup_config')?.deeper?.attributes.get('namespaces')).toEqual(RULE[0]?.split(','));
  });

  it('want a cluster that lets itself be backed up, which is told with its command', () => {
    const { status, said } = runScript(script, EMPTY);
    expect(status).toBe(1);
    expect(said).toContain('--update-addons=BackupRestore=ENABLED');
  });
});

describe('a delivery', () => {
  const problems = (wrong: object): readonly string[] =>
    checkDelivery({ ...withBackups(), backup: { ...backup(), ...wrong } }).map(({ field }) => field);
  const clusters = { location: 'europe-west1', schedule: '0 3 * * *', days: 365 };

  it.each([
    ...[{}, { days: 1 }, { days: 7 }, { weeks: 1 }, { weeks: 14 }, { clusters }, { timezone: 'Asia/Seoul' }],
    ...['*/15 3 1-5 * MON-FRI', '0 3 1,15 * *'].map((schedule) => ({ clusters: { ...clusters, schedule } })),
  ])('may say %j', (right) => {
    expect(problems(right)).toEqual([]);
  });

  it.each<[object, string]>([
    [{ days: 0 }, 'backup.days'],
    [{ days: 8 }, 'backup.days'],
    [{ days: 1.5 }, 'backup.days'],
    [{ weeks: 0 }, 'backup.weeks'],
    [{ weeks: 15 }, 'backup.weeks'],
    [{ weekday: 'SUN' }, 'backup.weekday'],
    [{ clusters: { ...clusters, location: 'eur3' } }, 'backup.clusters.location'],
    ...[
      'daily',
      '0 3 * * *-2',
      '60 3 * * *',
      '0 24 * * *',
      '0 3 0 * *',
      '0 3 * 13 *',
      '0 3 * * 8',
      '0 3 * *',
      '0 3 */0 * *',
    ].map((schedule): [object, string] => [{ clusters: { ...clusters, schedule } }, 'backup.clusters.schedule']),
    [{ timezone: 'Berlin' }, 'backup.timezone'],
    [{ timezone: '+09:00' }, 'backup.timezone'],
    [{ clusters: { ...clusters, days: 366 } }, 'backup.clusters.days'],
    [{ every: 'hour' }, 'backup.every'],
  ])('is refused that says %j', (wrong, field) => {
    expect(problems(wrong)).toEqual([field]);
  });

  it('is refused whose backup would keep nothing, and says the same as before without one', () => {
    expect(
      checkDelivery({
        ...withBackups(),
        services: withBackups().services.map((service) => ({ ...service, store: undefined })),
        backup: backup(),
      }).map(({ field }) => field),
    ).toContain('backup');
    expect(Object.values(filesOf(withDatabases())).join('\n')).not.toMatch(/backup|pitr|POINT_IN_TIME/i);
  });
});
