import { describe, expect, it } from '@jest/globals';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { loggedPlatform } from '../../fixtures/logged.ts';
import { observedPlatform, stackPlatform } from '../../fixtures/observed-platform.ts';
import { readHcl } from './read-hcl.ts';
import { type Answers, type Call, flag, runScript } from './run-script.ts';
import { EMPTY, FULL, filesOf } from './setup-of.ts';

const { script, terraform } = filesOf(loggedPlatform);
const blocks = readHcl(terraform);
const of = (type: string) => blocks.filter(({ labels }) => labels[0] === type);
const on = (calls: readonly Call[], command: string): readonly Call[] =>
  calls.filter(({ program, words }) => program === 'gcloud' && words.join(' ').startsWith(command));
const played = (answers: Answers) => runScript(script, answers);
const policies = (calls: readonly Call[], verb: string) =>
  on(calls, `alpha monitoring policies ${verb}`).map((call) => JSON.parse(flag(call, '--policy') ?? ''));

const THERE: Answers = {
  '*buckets*describe*': { says: '30' },
  '*sinks*describe*': { says: 'other;sluice-dev' },
  '*policies*list*': { says: 'projects/p/alertPolicies/7' },
  ...FULL,
};

describe('a delivery that says something of its logs', () => {
  const { calls, status, said } = played(EMPTY);

  it('has them kept, and what of a tier nobody reads dropped', () => {
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(on(calls, 'logging buckets update').map((call) => flag(call, '--retention-days'))).toEqual(['90']);
    expect(on(calls, 'logging sinks update').map((call) => flag(call, '--add-exclusion'))).toEqual([
      'name=sluice-dev,filter=resource.type="k8s_container" AND resource.labels.cluster_name="ai-agent-cluster" AND resource.labels.namespace_name="dev" AND severity<WARNING AND severity>DEFAULT',
      'name=sluice-staging,filter=resource.type="k8s_container" AND resource.labels.cluster_name="ai-agent-cluster" AND resource.labels.namespace_name="staging" AND severity<INFO AND severity>DEFAULT',
    ]);
  });

  it('has the errors of watched tiers counted, and of no others', () => {
    const [metric] = on(calls, 'logging metrics create');
    expect(metric?.words.at(-1)).toBe('sluice_log_errors');
    expect(metric && flag(metric, '--log-filter')).toBe(
      'resource.type="k8s_container" AND resource.labels.cluster_name="ai-agent-cluster" AND resource.labels.namespace_name=("staging" OR "production") AND severity>=ERROR',
    );
  });

  it('has too many told: how bad it is, whose, what to read, and which lines', () => {
    const all = policies(calls, 'create');
    expect(all.map(({ displayName }) => displayName)).toEqual(
      ['staging', 'production'].flatMap((tier) =>
        ['ai-agent-api', 'dashboard'].map((service) => `ErrorsInLogs ${service} ${tier}`),
      ),
    );
    expect(all[2]).toMatchObject({
      severity: 'WARNING',
      userLabels: { severity: 'warning', owner: 'platform', tier: 'production', service: 'ai-agent-api' },
      conditions: [
        {
          conditionPrometheusQueryLanguage: {
            query:
              'sum(increase(logging_googleapis_com:user_sluice_log_errors{monitored_resource="k8s_container", namespace_name="production", container_name="ai-agent-api"}[10m])) > 20',
            duration: '0s',
            disableMetricValidation: true,
          },
        },
      ],
      notificationChannels: [
        'projects/ai-agent-platform/notificationChannels/1357',
        'projects/ai-agent-platform/notificationChannels/2468',
      ],
    });
    expect(all[2].documentation.content).toMatch(
      /\[Runbook\]\(https:\S+\/ErrorsInLogs\.md\).*\[these lines\]\(https:\S+namespace_name%3D%22production%22%0Aresource\.labels\.container_name%3D%22ai-agent-api%22%0Aseverity%3E%3DERROR;duration=PT30M\?project=ai-agent-platform\)/,
    );
    // Cloud Monitoring fills in none of Prometheus's.
    expect(JSON.stringify(all)).not.toContain('{{');
  });

  it('says the same in Terraform', () => {
    const attribute = (type: string, name: string) => of(type).map(({ attributes }) => attributes.get(name));
    expect(attribute('google_logging_project_bucket_config', 'retention_days')).toEqual([90]);
    expect(
      of('google_logging_project_exclusion').map(
        ({ attributes }) => `name=${attributes.get('name')},filter=${attributes.get('filter')}`,
      ),
    ).toEqual(on(calls, 'logging sinks update').map((call) => flag(call, '--add-exclusion')));
    expect(attribute('google_logging_metric', 'filter')).toEqual(
      on(calls, 'logging metrics create').map((call) => flag(call, '--log-filter')),
    );
    const scripted = policies(calls, 'create');
    expect(
      of('google_monitoring_alert_policy').map(({ attributes, blocks: [conditions, documentation] }) => ({
        displayName: attributes.get('display_name'),
        query: conditions?.blocks[0]?.attributes.get('query'),
        content: documentation?.attributes.get('content'),
      })),
    ).toEqual(
      scripted.map(({ displayName, conditions, documentation }) => ({
        displayName,
        query: conditions[0].conditionPrometheusQueryLanguage.query,
        content: documentation.content,
      })),
    );
  });

  it('changes what is there, and makes nothing twice', () => {
    const again = played(THERE);
    expect([again.status, again.said]).toEqual([0, '']);
    expect(on(again.calls, 'logging metrics update')).toHaveLength(1);
    expect(policies(again.calls, 'update')).toHaveLength(4);
    const sinks = on(again.calls, 'logging sinks update');
    expect(sinks.map((call) => call.flags[0]?.[0])).toEqual(['--update-exclusion', '--add-exclusion']);
    expect(
      ['logging metrics create', 'alpha monitoring policies create'].flatMap((each) => on(again.calls, each)),
    ).toEqual([]);
  });

  it('leaves a project that keeps logs longer as it is, and says so', () => {
    const longer = played({ '*buckets*describe*': { says: '400' }, ...EMPTY });
    expect(longer.status).toBe(1);
    expect(longer.said).toMatch(/keeps its logs for 400 days, wanted: 90/);
    expect(on(longer.calls, 'logging buckets update')).toEqual([]);
    const equal = played({ '*buckets*describe*': { says: '90' }, ...EMPTY });
    expect(equal.status).toBe(0);
  });

  it('ends where nobody answers how long they are kept, before anything is shortened', () => {
    const silent = played({ '*buckets*describe*': { fails: true }, ...EMPTY });
    expect(silent.status).not.toBe(0);
    expect(on(silent.calls, 'logging buckets update')).toEqual([]);
  });

  it('tells of two policies of one name, and changes neither', () => {
    const two = played({
      ...THERE,
      '*policies*list*': { says: 'projects/p/alertPolicies/7\nprojects/p/alertPolicies/8' },
    });
    expect(two.status).toBe(1);
    expect(two.said).toMatch(/more than one policy ErrorsInLogs ai-agent-api staging/);
    expect(policies(two.calls, 'update')).toEqual([]);
  });

  it('wants the services of the cloud that do it', () => {
    expect(script).toMatch(/logging\.googleapis\.com[\s\S]*monitoring\.googleapis\.com/);
  });
});

describe('a delivery that says nothing of its logs', () => {
  it.each([
    ['Google collects', observedPlatform],
    ['a Prometheus of its own', stackPlatform],
  ])('leaves them to the project: %s', (_name, delivery) => {
    const files = filesOf(delivery);
    expect(`${files.script}${files.terraform}`).not.toMatch(
      /gcloud logging|log_metric|google_logging|monitoring policies/,
    );
  });
});

/** What a delivery is told, as somebody gives it who has no compiler. */
const told = (given: object): string =>
  checkDelivery(Object.assign({}, loggedPlatform, given))
    .map(({ field, value, message }) => `${field}: ${JSON.stringify(value)} ${message}`)
    .join('\n');

describe('of logs is taken', () => {
  const { observability } = loggedPlatform;
  it.each([{ days: 1 }, { days: 3650 }, { errors: 1 }, { drop: { dev: 'ERROR' } }, { drop: {} }, { channels: ['7'] }])(
    '%j',
    (change) => {
      if (observability?.kind !== 'managed-collection') throw new Error('The platform is collected by Google.');
      expect(told({ observability: { ...observability, logs: { ...observability.logs, ...change } } })).toBe('');
    },
  );
});

describe('of logs is refused', () => {
  const { observability } = loggedPlatform;
  it.each([
    ['days', { days: 0 }, /logs\.days/],
    ['days', { days: 3651 }, /logs\.days/],
    ['days', { days: 1.5 }, /logs\.days/],
    ['errors', { errors: 0 }, /logs\.errors/],
    ['channels', { channels: [] }, /logs\.channels: \[\]/],
    ['channels', { channels: ['1', '1'] }, /logs\.channels/],
    ['channels', { channels: ['pager'] }, /logs\.channels\[0\]/],
    ['drop', { drop: { prod: 'INFO' } }, /logs\.drop\.prod/],
    ['drop', { drop: { dev: 'CRITICAL' } }, /CRITICAL/],
    ['a word that nobody knows', { day: 3 }, /day/],
  ])('%s %j', (_name, change, message) => {
    if (observability?.kind !== 'managed-collection') throw new Error('The platform is collected by Google.');
    const changed = { ...observability, logs: { ...observability.logs, ...change } };
    expect(told({ ...loggedPlatform, observability: changed })).toMatch(message);
  });

  it('an owner that no label of the cloud can have, which without logs is taken', () => {
    if (observability?.kind !== 'managed-collection') throw new Error('The platform is collected by Google.');
    const { logs, ...without } = { ...observability, owner: 'sre.eu' };
    expect(told({ observability: { ...without, logs } })).toMatch(/observability\.owner: "sre\.eu"/);
    expect(told({ observability: without })).toBe('');
  });

  it('all of it beside a Prometheus of its own', () => {
    const { observability: stack } = stackPlatform;
    const changed = { ...stackPlatform, observability: { ...stack, logs: { days: 30 } } };
    expect(told(changed)).toMatch(/logs/);
  });
});
