import { describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { Narrator } from '../../../../rehearsal/story/narrator.ts';
import type { RunEvent } from '../../../../rehearsal/workflow/run-event.ts';
import { plainPaper, shown } from './plain-paper.ts';

const run = { id: 7 } as WorkflowRun;
const job = { path: 'build', name: 'Build api' };
const place = { file: 'a.yml', line: 1 };
const step = { number: 1, id: 's', name: 'Push', place };
const started: RunEvent = { run, job, kind: 'job-started' };
const stepStarted: RunEvent = { run, job, kind: 'step-started', step };
const failed = (message: string): RunEvent => ({
  run,
  job,
  kind: 'annotation',
  step: undefined,
  annotation: { level: 'error', message, properties: {} },
});
const ended = (conclusion: 'success' | 'failure' | 'skipped'): RunEvent => ({
  run,
  job,
  kind: 'job-ended',
  conclusion,
});

describe('the narrator', () => {
  it('tells one line a job, and why it failed below it', () => {
    const paper = plainPaper();
    let now = 0;
    const narrator = new Narrator(paper, () => now);
    narrator.hear(started);
    narrator.hear(stepStarted);
    narrator.hear(failed('The disk is full.\nMore.'));
    now = 1250;
    narrator.hear(ended('failure'));
    narrator.settle();
    expect(paper.text).toBe('  ✗ Build api 1.3 s\n      The disk is full.\n');
  });

  it('writes jobs into a file in the order of the workflow files, whichever was faster', () => {
    const paper = plainPaper();
    const narrator = new Narrator(paper, () => 0);
    const end = (id: number, path: string): void =>
      narrator.hear({ ...ended('success'), run: { id } as WorkflowRun, job: { path, name: path } } as RunEvent);
    narrator.hear({ run: { id: 8 } as WorkflowRun, kind: 'run-started', planned: ['only'] });
    narrator.hear({ run, kind: 'run-started', planned: ['test', 'test / one', 'legs', 'last'] });
    end(8, 'only');
    for (const path of ['last', 'legs (b)', 'legs (a)', 'test / one']) end(7, path);
    expect(paper.text).toBe('');
    narrator.settle();
    narrator.settle();
    expect(paper.text.match(/✓ .+/g)).toEqual(
      ['test / one', 'legs (a)', 'legs (b)', 'last', 'only'].map((path) => `✓ ${path}`),
    );
  });

  it('tells a job on a terminal when it has ended', () => {
    const paper = plainPaper(60);
    new Narrator(paper, () => 0).hear(ended('success'));
    expect(shown(paper.text)).toBe('  <good>✓</> Build api\n');
  });

  it('tells of one branch at a time: what happens on another waits for its turn, with the seconds that it took', () => {
    const paper = plainPaper();
    let now = 0;
    const narrator = new Narrator(paper, () => now);
    const on = (headBranch: string, event: RunEvent, id: number): RunEvent => ({
      ...event,
      run: { id, headBranch } as WorkflowRun,
    });
    narrator.follow('feature/a');
    narrator.hear(on('develop', started, 2));
    narrator.hear(on('feature/a', started, 1));
    now = 2000;
    narrator.hear(on('develop', ended('success'), 2));
    now = 3000;
    narrator.hear(on('feature/a', ended('failure'), 1));
    narrator.settle();
    expect(paper.text).toBe('  ✗ Build api 3.0 s\n');
    now = 9000;
    narrator.follow('develop');
    narrator.settle();
    expect(paper.text).toBe('  ✗ Build api 3.0 s\n  ✓ Build api 2.0 s\n');
  });

  it('says nothing of jobs that were skipped', () => {
    const paper = plainPaper();
    new Narrator(paper, () => 0).hear(ended('skipped'));
    expect(paper.text).toBe('');
  });

  it('shows on a terminal what is running, within its width, and takes it away again', () => {
    const paper = plainPaper(60);
    let now = 0;
    const narrator = new Narrator(paper, () => now);
    narrator.hear(started);
    narrator.hear(stepStarted);
    expect(shown(paper.text)).toBe('<quiet>  ⋯ Build api: Push 0 s</>');
    now = 3000;
    narrator.tick();
    expect(shown(paper.text)).toBe('<quiet>  ⋯ Build api: Push 3 s</>');
    narrator.say('above');
    expect(shown(paper.text)).toBe('above\n<quiet>  ⋯ Build api: Push 3 s</>');
    narrator.hear(ended('success'));
    expect(shown(paper.text)).toBe('above\n  <good>✓</> Build api<quiet> 3.0 s</>\n');
  });

  it('keeps a question in place while something else is told', () => {
    const paper = plainPaper(60);
    const narrator = new Narrator(paper, () => 0);
    narrator.ask('Approve? ');
    narrator.say('a line');
    expect(shown(paper.text)).toBe('a line\nApprove? ');
    narrator.answered('y');
    narrator.say('after');
    // The terminal itself has echoed the answer and the newline.
    expect(paper.text.endsWith('Approve? after\n')).toBe(true);
  });

  it('tells nobody anything after its last line', () => {
    const paper = plainPaper();
    const narrator = new Narrator(paper, () => 0);
    narrator.hear(started);
    narrator.fallSilent('Interrupted.');
    narrator.hear(ended('failure'));
    narrator.ask('?');
    expect(paper.text).toBe('Interrupted.\n');
  });

  it('tells only of runs, of all branches, when a story is interrupted, and last words', () => {
    const paper = plainPaper();
    const narrator = new Narrator(paper, () => 0);
    narrator.follow('main');
    narrator.leaveToRuns('Interrupted.');
    narrator.say('2 · The next act');
    narrator.sentence('a sentence of the story', 'quiet');
    narrator.hear({ ...started, run: { id: 7, headBranch: 'develop' } as WorkflowRun });
    narrator.hear({ ...ended('failure'), run: { id: 7, headBranch: 'develop' } as WorkflowRun });
    narrator.lastWord('Everything is ended.');
    expect(paper.text).toBe('Interrupted.\n  ✗ Build api 0.0 s\nEverything is ended.\n');
  });

  it('tells nothing any more after its last word', () => {
    const paper = plainPaper();
    const narrator = new Narrator(paper, () => 0);
    narrator.hear(started);
    narrator.fallSilent('Killed.');
    narrator.hear(ended('failure'));
    narrator.say('more');
    expect(paper.text).toBe('Killed.\n');
  });
});
