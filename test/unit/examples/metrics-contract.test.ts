import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { apiMetrics, dashboardMetrics } from '../../../examples/ai-agent-platform/metrics.ts';

const DEMO = join(import.meta.dirname, '../../../examples/ai-agent-platform');
const promised = (service: string): unknown =>
  JSON.parse(readFileSync(join(DEMO, service, 'metrics.contract'), 'utf8')).metrics;

/** The service's own tests compare the file with what it sends. */
describe('what alerts and dashboards of the demo are made of', () => {
  it.each([
    ['websocket-server', apiMetrics],
    ['dashboard', dashboardMetrics],
  ])('is what %s promises', (service, metrics) => {
    expect(metrics).toEqual(promised(service));
  });
});
