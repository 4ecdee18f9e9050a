import { describe, expect, it } from '@jest/globals';
import { node } from '../../../../domain/runtime/words.ts';
import { worker } from '../../../../domain/worker.ts';
import { changesOf, leadOf, seenOf } from '../../../../rehearsal/stories/changes.ts';
import { showsIn } from '../../../../rehearsal/stories/facts/sights.ts';
import { platform } from '../../../fixtures/platform.ts';

const jobs = worker({ name: 'jobs', path: 'jobs', test: node({ command: 'node --test' }), health: 'none' });
const of = { ...platform, services: [...platform.services, jobs] };

describe('a story of a delivery with a worker', () => {
  it('is about a service that people reach, and expects no page of the worker', () => {
    expect(leadOf(of)).toBe('dashboard');
    expect(seenOf(of)).toEqual(['ai-agent-api', 'dashboard']);
    expect(showsIn(of, 'dev', 'words').map(({ service }) => service)).toEqual(['ai-agent-api', 'dashboard']);
    expect(() => changesOf(of, 'jobs').sight('dev', 'words')).toThrow('It wants a service that people reach.');
  });

  it('changes, and breaks, the worker as every other one', () => {
    const { says, crash } = changesOf(of, 'jobs');
    expect(says('', 'x').path).toBe('examples/ai-agent-platform/jobs/Dockerfile');
    expect(crash.path).toBe('examples/ai-agent-platform/jobs/Dockerfile');
  });
});
