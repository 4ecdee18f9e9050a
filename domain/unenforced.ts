import type { Problem } from './problem.ts';
import { metricsOf, type Service } from './service.ts';
import type { Tier } from './tier.ts';

/** What a tier can say and nothing holds it to yet. A promise without effect would be believed, so it is refused. */
export function notYetEnforced({ soak }: Pick<Tier, 'soak'>, at: string): Problem[] {
  return soak === 0
    ? []
    : [
        {
          field: `${at}.soak`,
          value: soak,
          message: 'A soak is not enforced yet: no clock of a server tells how long a release has run. Leave it out.',
        },
      ];
}

/** What a service can say and nothing does yet. */
export function notYetCollected(service: Service, at: string): Problem[] {
  const metrics = metricsOf(service);
  const [path, field] = typeof metrics === 'object' ? [metrics.path, 'metrics.path'] : [metrics, 'metrics'];
  return path === undefined || path === '/metrics'
    ? []
    : [
        {
          field: `${at}.${field}`,
          value: path,
          message:
            'Another path of metrics is not enforced yet: collectors are let in, and told no path. Serve /metrics.',
        },
      ];
}
