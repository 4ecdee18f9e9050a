import type { GitRepository } from '../github/git.ts';
import { readBlobs } from './blobs.ts';
import type { WorkflowDefinition } from './definition.ts';
import { fileProblems } from './file-problems.ts';
import { type ParsedWorkflow, parse } from './parse.ts';
import { InvalidWorkflow, NotRehearsed } from './problems.ts';
import { type Reading, readDefinition } from './read-definition.ts';

/** Where GitHub looks for workflows. */
export const WORKFLOWS = '.github/workflows';

/** Parsed workflows by path and text: most commits change none of them. */
export type ParsedStates = Map<string, Promise<ParsedWorkflow>>;

/** Contents of a file of a commit; `undefined` when there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** A commit of the repository that a call names by a ref of its own. */
export interface Origin {
  /** `refs/heads/…`, `refs/tags/…`, or the commit itself. */
  readonly ref: string;
  readonly sha: string;
}

/** The workflow files of one commit, byte for byte as git has them. Each text is parsed once. */
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
    const key = `${path}\0${content}`;
    const parsing = this.#states.get(key) ?? parse(path, content);
    this.#states.set(key, parsing);
    return parsing;
  }

  /** @throws {InvalidWorkflow} when GitHub would refuse the file. */
  async reading(path: string): Promise<Reading> {
    const reading = readDefinition(path, await this.parsed(path));
    const problems = fileProblems(reading.definition);
    if (problems.length > 0) throw new InvalidWorkflow(problems);
    return reading;
  }

  /** What runs. @throws {InvalidWorkflow}; {NotRehearsed} with all that the engine does not know */
  async definition(path: string): Promise<WorkflowDefinition> {
    const { definition, refusals } = await this.reading(path);
    if (refusals.length > 0) throw new NotRehearsed(refusals);
    return definition;
  }

  /** The workflow files at a tag, a branch or a commit of the same repository, in this order; `undefined` when there is none.
   *  @see https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#calling-a-reusable-workflow */
  async elsewhere(name: string): Promise<{ readonly source: WorkflowSource; readonly origin: Origin } | undefined> {
    const refs = [`refs/tags/${name}`, `refs/heads/${name}`, ...(/^[\da-f]{40}$/.test(name) ? [name] : [])];
    for (const ref of refs) {
      const sha = await this.#git.resolve(ref);
      if (sha !== undefined) return { source: new WorkflowSource(this.#git, sha, this.#states), origin: { ref, sha } };
    }
    return undefined;
  }

  #read(): Promise<ReadonlyMap<string, string>> {
    this.#files ??= readBlobs(this.#git, this.sha, WORKFLOWS, (name) => /.\.ya?ml$/.test(name));
    return this.#files;
  }
}
