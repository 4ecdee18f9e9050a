import { join } from 'node:path';
import fc from 'fast-check';
import { instrument } from '../instrument/instrument.ts';
import type { Instrumented } from '../instrument/mutant.ts';
import type { Rules } from '../subjects.ts';
import { Stage } from './stage.ts';
import type { Answer, Question } from './words.ts';

/** One of the processes that mutants are tried in. It is asked one thing after the other. */
const root = join(import.meta.dirname, '../../..');
// The same cases every time; the first that fails is enough.
fc.configureGlobal({ seed: 20_261_129, endOnFailure: true });

let rules: { readonly named: string; readonly mutated: readonly Instrumented[] } | undefined;
let stage: { readonly named: string; readonly stage: Stage } | undefined;

/** Keeps what it was asked for last: questions about one file come one after the other.
 *  @param file the only one that is mutated; all of them where none is named */
async function stageOf(wanted: Rules, file?: string): Promise<Stage> {
  const named = wanted.files.join();
  if (rules?.named !== named) rules = { named, mutated: await instrument(root, wanted.files) };
  const { mutated } = rules;
  const own = `${named} ${file}`;
  if (stage?.named !== own)
    stage = {
      named: own,
      stage: new Stage(root, file === undefined ? mutated : mutated.filter((m) => m.file === file)),
    };
  return stage.stage;
}

async function answer(question: Question): Promise<Answer> {
  switch (question.kind) {
    case 'survey': {
      const on = await stageOf(question.rules);
      return { kind: 'surveyed', survey: await on.survey(question.rules.tests) };
    }
    case 'try': {
      const on = await stageOf(question.rules, question.file);
      return { kind: 'tried', ending: await on.try(question.trial), memory: process.memoryUsage().rss };
    }
  }
}

// What a mutated rule leaves behind when its test has failed already is nobody's.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});
process.on('message', async (question: Question) => {
  const said = await answer(question).catch(
    (cause: Error): Answer => ({
      kind: 'broken',
      why: `${cause.stack}${cause.cause === undefined ? '' : `\n${cause.cause}`}`,
    }),
  );
  process.send?.(said);
});
