import { minutes } from '../../../domain/seconds.ts';
import type { ClusterAlert } from '../alert.ts';
import { binary, call } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';

/** Renewal begins thirty days before the end: with two weeks left it has failed for two. */
const LEFT = 14 * 24 * 3600;

export const certificateExpires: ClusterAlert = {
  name: 'CertificateExpires',
  severity: 'critical',
  condition: {
    expression: binary(
      binary(clusterSeries('certmanager_certificate_expiration_timestamp_seconds', {}), '-', call('time')),
      '<',
      LEFT,
    ),
    lasts: minutes(60),
    summary: 'The certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}, and was not renewed',
  },
  runbook: {
    meaning: 'A certificate ends within two weeks. It is renewed thirty days before: that has failed for two weeks.',
    impact: 'None yet. Browsers refuse the site when it has ended.',
    commands: [
      { line: 'kubectl get certificates -A', shows: 'which certificate is not ready' },
      { line: 'kubectl get certificaterequests -A', shows: 'whether a new one was asked for, and refused' },
      { line: 'kubectl get challenges -A', shows: 'which proof is still wanted' },
    ],
    diagnosis: [
      '`kubectl describe certificate`, then its CertificateRequest, Order and Challenge.',
      'Does the name still lead here?',
    ],
    mitigation: ['Mend what the Challenge names; `cmctl renew` tries again at once.'],
    over: 'The certificate is ready, and ends in more than two weeks; the alert ends with the next evaluation.',
  },
};
