/** Identity of a step within its job. Expressions carry it, so that a step cannot be referred to by a misspelt id. */
export interface StepHandle {
  readonly kind: 'step';
  readonly id: string;
  readonly name: string;
}

/** Identity of a job within its workflow; what `needs` is derived from. */
export interface JobHandle {
  readonly kind: 'job';
  readonly id: string;
  readonly name: string;
}

/** What an expression can refer to. */
export type Reference = StepHandle | JobHandle;

/** The id of a step or job that is called `name`: it changes only when the name does, never with a version or a command.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id */
export function idOf(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (id === '') throw new Error(`No id can be made of the name ${JSON.stringify(name)}: give it a letter or a digit.`);
  return /^[0-9-]/.test(id) ? `_${id}` : id;
}
