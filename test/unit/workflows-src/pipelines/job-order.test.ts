import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { job } from '../../../../domain/job-service.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';

const migrate = job({
  name: 'migrate',
  path: 'migrate',
  test: node({ command: 'node --test' }),
  before: ['ai-agent-api'],
});
const made = delivery({ ...platform, services: [...platform.services, migrate] });

/** The text of one job of a generated file. */
function jobIn(file: string, id: string): string {
  const text = generateWorkflows(made).find(({ path }) => path === `.github/workflows/${file}.yml`)?.content ?? '';
  const [, ...rest] = text.split(new RegExp(`^  ${id}:\n`, 'm'));
  return (rest[0] ?? '').split(/^ {2}[a-z][\w-]*:\n/m)[0] ?? '';
}
const SETTLED = (id: string) => [`needs.${id}.result == 'success'`, `needs.${id}.outputs.outcome == 'complete'`];

describe('a service that a Job comes before', () => {
  it('waits in a tier that builds go to until the Job is complete, and nobody else does', () => {
    const api = jobIn('deploy', 'dev-ai-agent-api');
    for (const part of SETTLED('dev-migrate')) expect(api).toContain(part);
    expect(api).toMatch(/needs:\n( {6}- .*\n)* {6}- dev-migrate\n/);
    expect(jobIn('deploy', 'dev-dashboard')).not.toContain('dev-migrate');
    expect(jobIn('deploy', 'dev-migrate')).not.toContain('dev-ai-agent-api');
  });

  it('waits in a promotion as well, unless somebody has chosen services without it', () => {
    const api = jobIn('promote', 'production-ai-agent-api');
    for (const part of SETTLED('production-migrate')) expect(api).toContain(part);
    expect(api).toMatch(/inputs\.service[^\n]*migrate/);
  });

  it('does not wait in the tier before for a Job that is proven there', () => {
    const api = jobIn('promote', 'staging-ai-agent-api');
    for (const part of SETTLED('staging-migrate')) expect(api).toContain(part);
    expect(api).toContain("needs.adopt-migrate.outputs.adopted == 'true'");
  });
});
