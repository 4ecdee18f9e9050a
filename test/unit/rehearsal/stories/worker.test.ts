import { describe, expect, it } from '@jest/globals';
import { cron } from '../../../../domain/cron-service.ts';
import { job } from '../../../../domain/job-service.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { worker } from '../../../../domain/worker.ts';
import { changesOf, leadOf, seenOf } from '../../../../rehearsal/stories/changes.ts';
import { showsIn } from '../../../../rehearsal/stories/facts/sights.ts';
import { platform } from '../../../fixtures/platform.ts';

const jobs = worker({ name: 'jobs', path: 'jobs', test: node({ command: 'node --test' }), health: 'none' });
const clean = cron({ name: 'clean', path: 'clean', test: node({ command: 'node --test' }), schedule: '0 3 * * *' });
const migrate = job({ name: 'migrate', path: 'migrate', test: node({ command: 'node --test' }) });
const of = { ...platform, services: [...platform.services, jobs, clean, migrate] };

describe('a story of a delivery with services that nobody reaches', () => {
  it('is about a service that people reach, and expects no page of the others', () => {
    expect(leadOf(of)).toBe('dashboard');
    expect(seenOf(of)).toEqual(['ai-agent-api', 'dashboard']);
    expect(showsIn(of, 'dev', 'words').map(({ service }) => service)).toEqual(['ai-agent-api', 'dashboard']);
    for (const name of ['jobs', 'clean', 'migrate'])
      expect(() => changesOf(of, name).sight('dev', 'words')).toThrow('It wants a service that people reach.');
  });

  it.each(['jobs', 'clean', 'migrate'])('changes, and breaks, %s as every other one', (name) => {
    const { says, crash } = changesOf(of, name);
    expect(says('', 'x').path).toBe(`examples/ai-agent-platform/${name}/Dockerfile`);
    expect(crash.path).toBe(`examples/ai-agent-platform/${name}/Dockerfile`);
  });
});
