import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { observedPlatform, stackPlatform } from '../../fixtures/observed-platform.ts';
import { readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { EMPTY, filesOf } from './setup-of.ts';
import { withBackups, withChannels } from './with-databases.ts';

const created = (calls: readonly Call[]) =>
  calls
    .filter(({ words }) => words.join(' ') === 'alpha monitoring policies create')
    .map((call) => JSON.parse(flag(call, '--policy') ?? ''));

describe('the age of backups, beside a Prometheus of one’s own', () => {
  const delivery = withChannels(stackPlatform, ['1357', '2468']);
  const { script, terraform, identities } = filesOf(delivery);

  it('is judged by Cloud Monitoring, for each watched tier, and told to the channels', () => {
    const policies = created(runScript(script, EMPTY).calls);
    expect(policies.map(({ displayName }) => displayName)).toEqual(
      ['staging', 'production'].flatMap((tier) =>
        ['BackupTooOld', 'RestoreDrillOverdue', 'BackupsUntold'].map((alert) => `${alert} ${tier}`),
      ),
    );
    expect(policies[3]).toMatchObject({
      severity: 'WARNING',
      userLabels: { severity: 'warning', owner: 'platform', tier: 'production' },
      conditions: [
        {
          conditionPrometheusQueryLanguage: {
            query:
              '(time() - max by (database) (last_over_time(sluice_backup_timestamp_seconds{namespace="production", job="restore-drill"}[9d]))) > 194400',
            duration: '3600s',
          },
        },
      ],
      notificationChannels: [
        'projects/ai-agent-platform/notificationChannels/1357',
        'projects/ai-agent-platform/notificationChannels/2468',
      ],
    });
    expect(policies[3].documentation.content).toMatch(
      /^The newest backup that a drill has seen .*\n\n\[Runbook\]\(https:\S+\/BackupTooOld\.md\)$/,
    );
    // Cloud Monitoring fills in none of Prometheus's.
    expect(JSON.stringify(policies)).not.toContain('{{');
  });

  it('is judged by the same policies in Terraform', () => {
    const names = readHcl(terraform)
      .filter(({ labels }) => labels[0] === 'google_monitoring_alert_policy')
      .map(({ attributes }) => attributes.get('display_name'));
    expect(names).toEqual(created(runScript(script, EMPTY).calls).map(({ displayName }) => displayName));
  });

  it('is told by the drill, whose identity may write numbers', () => {
    const [file] = generateWorkflows(delivery).filter(({ path }) => path.endsWith('backup.yml'));
    expect(file?.content).toMatch(
      /watched: \|-?\n(\s+agents-(staging|production) asia-northeast3 ai-agent-cluster \w+\n?)+/,
    );
    expect(identities).toContain('roles/monitoring.metricWriter');
  });

  it('is told and judged by nobody where no channel is said', () => {
    const without = filesOf(withBackups(stackPlatform));
    expect(without.script).not.toContain('alert_policy');
    expect(without.identities).not.toContain('roles/monitoring.metricWriter');
  });
});

describe('channels of backups', () => {
  const problemsOf = (channels: readonly string[], of: Delivery = stackPlatform) =>
    checkDelivery(withChannels(of, channels)).map(({ field, message }) => `${field}: ${message}`);

  it('are taken beside a Prometheus of one’s own', () => {
    expect(problemsOf(['1357'])).toEqual([]);
  });

  it.each([
    [[], 'backup.channels: Wanted the notification channels that are told, each once'],
    [['1', '1'], 'backup.channels: Wanted the notification channels that are told, each once'],
    [['#alerts'], 'backup.channels[0]: Wanted the number of a channel'],
  ])('are refused: %j', (channels, problem) => {
    expect(problemsOf(channels)).toEqual([expect.stringContaining(problem)]);
  });

  it('are refused where Google collects, for nobody judges by them', () => {
    expect(problemsOf(['1357'], observedPlatform)).toEqual([
      expect.stringContaining('backup.channels: They are for a delivery with `kubePrometheusStack({ … })`'),
    ]);
  });

  it('want an owner that may be a label', () => {
    const { observability } = stackPlatform;
    if (observability === undefined) throw new Error('The platform is watched.');
    const of = { ...stackPlatform, observability: { ...observability, owner: 'sre.eu' } };
    expect(problemsOf(['1357'], of)).toEqual([
      expect.stringContaining('observability.owner: A label of Cloud Monitoring'),
    ]);
  });
});
