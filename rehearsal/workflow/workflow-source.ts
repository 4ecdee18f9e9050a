import type { GitRepository } from '../github/git.ts';
import { readBlobs } from './blobs.ts';
import type { WorkflowDefinition } from './definition.ts';
import { type ParsedWorkflow, parse } from './parse.ts';
import { NotRehearsed } from './problems.ts';
import { type Reading, readDefinition } from './read-definition.ts';

/** Where GitHub looks for workflows. */
export const WORKFLOWS = '.github/workflows';

/** Parsed workflows by path, for each state of all workflow files that was met: most commits change none of them. */
export type ParsedStates = Map<string, Map<string, Promise<ParsedWorkflow>>>;

/** The workflow files of one commit, byte for byte as git has them. Each is read once, and parsed once in each state of all of them. */
export class WorkflowSource {
  readonly #git: GitRepository;
  readonly sha: string;
  readonly #states: ParsedStates;
  #files: Promise<ReadonlyMap<string, string>> | undefined;

  /** @param states what other commits have parsed */
  constructor(git: GitRepository, sha: string, states: ParsedStates = new Map()) {
    this.#git = git;
    this.sha = sha;
    this.#states = states;
  }

  /** Paths of all workflow files; deeper folders are not looked into. */
  async paths(): Promise<readonly string[]> {
    return [...(await this.#read()).keys()];
  }

  async text(path: string): Promise<string | undefined> {
    return (await this.#read()).get(path);
  }

  /** Any other file of the commit; `undefined` when there is none. */
  async file(path: string): Promise<string | undefined> {
    return (await this.#git.file(this.sha, path))?.toString('utf8');
  }

  /** @throws {InvalidWorkflow} when GitHub would refuse the file, or when there is none. */
  async parsed(path: string): Promise<ParsedWorkflow> {
    const files = await this.#read();
    const content = files.get(path);
    if (content === undefined) throw new Error(`There is no workflow ${path} at commit ${this.sha}.`);
    const state = JSON.stringify([...files]);
    const parsed = this.#states.get(state) ?? new Map<string, Promise<ParsedWorkflow>>();
    this.#states.set(state, parsed);
    const parsing = parsed.get(path) ?? parse(path, content, async (called) => files.get(called));
    parsed.set(path, parsing);
    return parsing;
  }

  /** @throws {InvalidWorkflow} when GitHub would refuse the file. */
  async reading(path: string): Promise<Reading> {
    return readDefinition(path, await this.parsed(path));
  }

  /** What runs. @throws {InvalidWorkflow}; {NotRehearsed} with all that the engine does not know */
  async definition(path: string): Promise<WorkflowDefinition> {
    const { definition, refusals } = await this.reading(path);
    if (refusals.length > 0) throw new NotRehearsed(refusals);
    return definition;
  }

  #read(): Promise<ReadonlyMap<string, string>> {
    this.#files ??= readBlobs(this.#git, this.sha, `${WORKFLOWS}/`, (path) => /^[^/]+\.ya?ml$/.test(path));
    return this.#files;
  }
}
