/** Who is told of what. */
export const RECEIVERS = ['pages', 'tickets', 'watchdog'] as const;
export type Receiver = (typeof RECEIVERS)[number];

/** How long one waits for others of the same service, so that one outage is one message. */
export interface Waits {
  readonly group: string;
  readonly interval: string;
  readonly repeat: string;
}
export const WAITS: Waits = { group: '30s', interval: '5m', repeat: '4h' };

/** What Alertmanager does with the alerts: those that are critical wake somebody, the watchdog goes where its silence is heard, and the rest is tickets.
 *  @param of the webhook of a receiver
 *  @see https://prometheus.io/docs/alerting/latest/configuration/ */
export const alertmanagerConfig = (of: (receiver: Receiver) => object, waits: Waits = WAITS): object => ({
  route: {
    receiver: 'tickets',
    group_by: ['tier', 'service'],
    group_wait: waits.group,
    group_interval: waits.interval,
    repeat_interval: waits.repeat,
    routes: [
      // Whoever hears it miss sounds: it must come all the time.
      {
        receiver: 'watchdog',
        matchers: ['severity="none"'],
        group_wait: '0s',
        group_interval: waits.group,
        repeat_interval: waits.group,
      },
      { receiver: 'pages', matchers: ['severity="critical"'] },
    ],
  },
  // What pages already needs no ticket of its own.
  inhibit_rules: [
    {
      source_matchers: ['severity="critical"'],
      target_matchers: ['alertname="ErrorBudgetBurnsSlowly"'],
      equal: ['tier', 'service'],
    },
  ],
  receivers: RECEIVERS.map((name) => ({ name, webhook_configs: [of(name)] })),
});
