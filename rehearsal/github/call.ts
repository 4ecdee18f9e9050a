import type { components } from '@octokit/openapi-types';
import type { PermissionScope } from '../../domain/action-contract.ts';
import type { Clock } from '../cluster/clock.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { GitRepository } from './git.ts';
import type { Repository, WorkflowRun } from './model.ts';
import type { Grant } from './tokens.ts';

/** A type of GitHub's own OpenAPI description, so that a field of an answer that is misspelt does not compile. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Why GitHub does not do what a request asks for: its status and its sentence. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Starts a workflow as `workflow_dispatch` does. @returns what refuses it, or nothing. */
export type Dispatch = (request: {
  /** File name below `.github/workflows`. */
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly actor: string;
}) => Promise<Refusal | undefined>;

/** What the API asks GitHub Actions to do. */
export interface ActionsPort {
  readonly dispatch: Dispatch;
  /** Starts a run again, all of it, the failed jobs, or one job by its path. @returns what refuses it, or nothing. */
  restart(request: {
    readonly run: WorkflowRun;
    readonly actor: string;
    readonly failedOnly: boolean;
    readonly job?: string;
  }): Promise<Refusal | undefined>;
  cancel(run: WorkflowRun): void;
  /** Lets a run of a fork go that waits for approval. @returns whether it has waited */
  approve(run: WorkflowRun): boolean;
  /** Tells of something that a request has done. */
  raise(event: RepositoryEvent): Promise<void>;
}

/** What the routes work on. */
export interface GitHubWorld {
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly clock: Clock;
  readonly actions: ActionsPort;
}

/** One authorized request. */
export interface Call extends GitHubWorld {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Path of the request without its query, as links to other pages of it need it. */
  readonly path: string;
  /** Parsed JSON body; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly grant: Grant;
  /** Address of the API, and of the web pages. */
  readonly api: string;
  readonly server: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** GitHub's path template below the repository; `{+name}` takes slashes too. */
  readonly path: string;
  /** What the token must hold. `person`: nothing that a job's token can hold is enough.
   *  @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
  readonly needs: readonly [PermissionScope, 'read' | 'write'] | 'metadata' | 'person';
  /** Query parameters that it obeys. Others would change GitHub's answer, so they are refused. */
  readonly query?: readonly string[];
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status: 200,
  body,
  ...(headers === undefined ? {} : { headers }),
});
export const created = (body: unknown): Answer => ({ status: 201, body });

/** GitHub's form of an error; the status is in the body too. */
export const refused = (status: number, message: string, errors?: readonly unknown[]): Answer => ({
  status,
  body: {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  },
});
export const notFound = (): Answer => refused(404, 'Not Found');

/** Something GitHub does and this server does not: never answered as if it were done. */
export const notRehearsed = (what: string): Answer => refused(501, `The rehearsal does not do this: ${what}.`);

/** When something happened, as GitHub writes it: UTC, whole seconds. */
export const timestamp = ({ clock }: { readonly clock: Clock }): string =>
  `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
