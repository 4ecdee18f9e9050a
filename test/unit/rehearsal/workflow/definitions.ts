import type { JobDefinition, WorkflowDefinition } from '../../../../rehearsal/workflow/definition.ts';
import { parse } from '../../../../rehearsal/workflow/parse.ts';
import { readDefinition } from '../../../../rehearsal/workflow/read-definition.ts';
import type { Token } from '../../../../rehearsal/workflow/token.ts';

export const FILE = '.github/workflows/w.yml';

/** A workflow file as the engine reads it. */
export const definitionOf = async (content: string): Promise<WorkflowDefinition> =>
  readDefinition(FILE, await parse(FILE, content)).definition;

/** The only job of a workflow, whose lines begin at line 4. */
export async function jobOf(lines: string): Promise<JobDefinition> {
  const { jobs } = await definitionOf(`on: push\njobs:\n  a:\n${lines.replace(/^/gm, '    ')}\n`);
  const [job] = jobs;
  if (job === undefined) throw new Error('There is no job.');
  return job;
}

/** `strategy` of a job; it begins at line 6. */
export async function strategyOf(lines: string): Promise<Token> {
  const { strategy } = await jobOf(`runs-on: x\nstrategy:\n${lines.replace(/^/gm, '  ')}\nsteps: [{ run: "true" }]`);
  if (strategy === undefined) throw new Error('There is no strategy.');
  return strategy;
}
