import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toToken } from '../workflow/parse.ts';
import { convertActionTemplate, NoOperationTraceWriter, parseAction } from '../workflow/parser/github-parser.mjs';
import { InvalidWorkflow, NotRehearsed } from '../workflow/problems.ts';
import type { Place, Token } from '../workflow/token.ts';

/** A JavaScript action as its description tells it. */
export interface ActionMetadata {
  /** Folder of the description; scripts are named from here. */
  readonly folder: string;
  /** By name as written; names are compared without case. */
  readonly inputs: ReadonlyMap<string, Token | undefined>;
  readonly main: string;
  readonly pre: string | undefined;
  readonly post: string | undefined;
  readonly postCondition: string;
}

/** Reads `action.yml` (or `.yaml`) of a folder of the workspace, with GitHub's own parser.
 *  @throws {NotRehearsed} for actions that are not JavaScript; an Error when there is no description.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
export async function readActionMetadata(folder: string, shownAs: string, place: Place): Promise<ActionMetadata> {
  const found = await firstFile(folder, ['action.yml', 'action.yaml']);
  if (found === undefined) {
    throw new Error(
      `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const file = `${shownAs.replace(/^\.\//, '').replace(/\/$/, '')}/${found.name}`;
  const { context, value } = parseAction({ name: file, content: found.content }, new NoOperationTraceWriter());
  const template = value === undefined ? undefined : convertActionTemplate(context, value);
  if (template === undefined || context.errors.count > 0) {
    throw new InvalidWorkflow(context.errors.getErrors().map(({ message }) => message));
  }
  const { runs, inputs = [] } = template;
  if (runs.using !== 'node24' && runs.using !== 'node20') {
    throw new NotRehearsed(`the action "${shownAs}", which is "using: ${runs.using}",`, place);
  }
  return {
    folder,
    inputs: new Map(
      inputs.map(({ id, default: given }) => [id, given === undefined ? undefined : toToken(given, file)]),
    ),
    main: runs.main,
    pre: runs.pre,
    post: runs.post,
    postCondition: runs.postIf ?? 'always()',
  };
}

async function firstFile(folder: string, names: readonly string[]) {
  for (const name of names) {
    try {
      return { name, content: await readFile(join(folder, name), 'utf8') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}
