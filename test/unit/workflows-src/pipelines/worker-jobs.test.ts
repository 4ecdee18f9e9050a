import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../../domain/delivery.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { worker } from '../../../../domain/worker.ts';
import { generateWorkflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';

const jobs = worker({ name: 'jobs', path: 'jobs', test: node({ command: 'node --test' }), health: 'none' });
const made = generateWorkflows(delivery({ ...platform, services: [jobs, ...platform.services] }));
const job = (file: string, id: string): string => {
  const text = made.find(({ path }) => path === `.github/workflows/${file}.yml`)?.content ?? '';
  return new RegExp(`^ {2}${id}:\\n(?: {4}.*\\n|\\n| {2}#.*\\n)*`, 'm').exec(text)?.[0] ?? '';
};

describe('the jobs of a worker', () => {
  it('roll it out, and back, step by step in a tier that is blue-green', () => {
    expect(job('promote', 'production-ai-agent-api')).toMatch(/strategy: blue-green/);
    expect(job('promote', 'production-jobs')).toMatch(/service: jobs\n/);
    expect(job('promote', 'production-jobs')).not.toMatch(/strategy:|bake:/);
    expect(job('rollback', 'production-ai-agent-api')).toMatch(/strategy: blue-green/);
    expect(job('rollback', 'production-jobs')).toMatch(/service: jobs\n/);
    expect(job('rollback', 'production-jobs')).not.toMatch(/strategy:|bake:/);
  });

  it('say no address, and leave that of the tier to the first service that people reach', () => {
    expect(job('deploy', 'staging-jobs')).toMatch(/environment:\n {6}name: staging\n {6}deployment: false\n {4}\w/);
    expect(job('deploy', 'staging-ai-agent-api')).toMatch(/url: .*'https:\/\/staging\.ai-agent-platform\.com'/);
    expect(job('deploy', 'staging-verify')).not.toMatch(/JOBS_URL/);
    expect(job('deploy', 'staging-verify')).toMatch(/AI_AGENT_API_URL/);
  });

  it('end earlier than those that wait for traffic', () => {
    const minutesOf = (id: string) => Number(/timeout-minutes: (\d+)/.exec(job('promote', id))?.[1]);
    expect(minutesOf('production-jobs')).toBeLessThan(minutesOf('production-ai-agent-api'));
  });
});
