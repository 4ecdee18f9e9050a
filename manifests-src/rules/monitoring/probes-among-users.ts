import { alertsOf } from '../read/alerts.ts';
import { found, type ManifestRule } from '../tree.ts';

/** Labels by which services say who is asked for what. */
const ROUTE = /\b(?:handler|route|path|endpoint|uri|url|http_route)\s*(?:!=|!~|=~|=)\s*"/;

export const probesAmongUsers: ManifestRule = {
  id: 'probes-among-users',
  why: 'Probes and scrapes come every few seconds and are fast: with little traffic they are most of the requests, so that neither the ratio of errors nor a quantile shows what users see.',
  example: 'rate(http_requests_total{status=~"5.."}[5m]) / rate(http_requests_total[5m]) > 0.05',
  fix: 'Leave them out by their route, handler!~"/health.*|/ready|/metrics", or do not count them.',
  source: 'https://sre.google/workbook/implementing-slos/',
  judge: (tree) =>
    alertsOf(tree).flatMap(({ of, path, name, expression }) => {
      const selectors = [
        ...expression.matchAll(/\bhttp_(?:server_)?requests?_(?:\w+_)?(?:total|count|bucket)\b(\{[^}]*\})?/g),
      ];
      return selectors.some(([, selector = '']) => !ROUTE.test(selector))
        ? [found(of, path, `of alert "${name}" counts probes and scrapes among the requests of users`)]
        : [];
    }),
};
