import type { RunResult } from '../../rehearsal/workflow/run-result.ts';
import type { TestWorld } from '../unit/rehearsal/workflow/world.ts';
import type { RaisedEvent } from './expectation.ts';

const ACTOR = 'mina';

/** Puts the files of a case where the event needs them, and lets it happen. */
export async function raise(
  world: TestWorld,
  files: Readonly<Record<string, string>>,
  event: RaisedEvent,
): Promise<readonly RunResult[]> {
  switch (event.kind) {
    case 'push':
      return world.trigger(await world.commit(files, event.branch, event.message));
    case 'tag': {
      const { after } = await world.commit(files);
      return world.trigger({ kind: 'push', ref: `refs/tags/${event.name}`, before: undefined, after, actor: ACTOR });
    }
    case 'workflow_dispatch': {
      const { ref } = await world.commit(files);
      const { workflow, inputs = {} } = event;
      return world.trigger({ kind: 'workflow_dispatch', workflow, ref, inputs, actor: ACTOR });
    }
    case 'pull_request': {
      const { after: baseSha } = await world.commit(files);
      const { after: headSha } = await world.commit({ 'changed.txt': 'changed' }, event.from);
      const { after: mergeSha } = await world.commit({ ...files, 'changed.txt': 'changed' }, 'pull/1/merge');
      return world.trigger({
        kind: 'pull_request',
        action: event.label === undefined ? 'opened' : 'labeled',
        number: 1,
        title: 'A change',
        base: 'main',
        head: event.from,
        ...(event.fork === undefined ? {} : { headRepository: event.fork }),
        ...(event.label === undefined ? {} : { label: event.label }),
        baseSha,
        headSha,
        mergeSha,
        actor: ACTOR,
      });
    }
  }
}
