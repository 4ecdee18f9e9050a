import type { GitRepository } from '../github/git.ts';
import { readBlobs } from './blobs.ts';
import type { WorkflowDefinition } from './definition.ts';
import { type ParsedWorkflow, parse } from './parse.ts';
import { readDefinition } from './read-definition.ts';

/** Where GitHub looks for workflows. */
export const WORKFLOWS = '.github/workflows';

/** The workflow files of one commit, byte for byte as git has them. Each is read and parsed once. */
export class WorkflowSource {
  readonly #git: GitRepository;
  readonly sha: string;
  readonly #parsed = new Map<string, Promise<ParsedWorkflow>>();
  #files: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(git: GitRepository, sha: string) {
    this.#git = git;
    this.sha = sha;
  }

  /** Paths of all workflow files; deeper folders are not looked into. */
  async paths(): Promise<readonly string[]> {
    return [...(await this.#read()).keys()];
  }

  async text(path: string): Promise<string | undefined> {
    return (await this.#read()).get(path);
  }

  /** @throws {InvalidWorkflow} when GitHub would refuse the file, or when there is none. */
  parsed(path: string): Promise<ParsedWorkflow> {
    const known = this.#parsed.get(path);
    if (known !== undefined) return known;
    const parsing = this.#parse(path);
    this.#parsed.set(path, parsing);
    return parsing;
  }

  /** @throws {InvalidWorkflow} and {NotRehearsed} */
  async definition(path: string): Promise<WorkflowDefinition> {
    return readDefinition(path, await this.parsed(path));
  }

  async #parse(path: string): Promise<ParsedWorkflow> {
    const content = await this.text(path);
    if (content === undefined) throw new Error(`There is no workflow ${path} at commit ${this.sha}.`);
    return parse(path, content, (called) => this.text(called));
  }

  #read(): Promise<ReadonlyMap<string, string>> {
    this.#files ??= readBlobs(this.#git, this.sha, `${WORKFLOWS}/`, (path) => /^[^/]+\.ya?ml$/.test(path));
    return this.#files;
  }
}
