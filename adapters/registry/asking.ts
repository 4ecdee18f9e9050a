import { setTimeout } from 'node:timers/promises';
import { type Deadlines, Patience } from '../patience.ts';
import { registryAddress } from './address.ts';
import { Authorization } from './authorization.ts';
import { dockerCredentials, type FindCredentials } from './credentials.ts';
import { field } from './docker-config.ts';
import { type Answer, type Call, Http } from './http.ts';
import { RegistryError, unreachable } from './registry-error.ts';
import { askedSeconds, isTrouble, retryDelay } from './retry.ts';

export interface RegistryOptions {
  /** Default: what docker would use in this process. */
  readonly credentials?: FindCredentials;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly random?: () => number;
  readonly deadlines?: Deadlines;
}

/** What is read and written here is small: manifests, and releases of some kilobytes. */
const DEADLINES: Deadlines = { call: 30_000, total: 120_000 };

/** Asks registries: with the rights of whoever is logged in, again while they are in trouble, and never for ever. */
export class Asking {
  readonly #authorization: Authorization;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  readonly #random: () => number;
  readonly #patience: Patience;

  constructor({ credentials, wait, random, deadlines }: RegistryOptions = {}) {
    this.#patience = new Patience(deadlines ?? DEADLINES);
    const http = new Http(() => this.#patience.next());
    this.#authorization = new Authorization(credentials ?? dockerCredentials(process.env), (call) => http.send(call));
    this.#wait = wait ?? setTimeout;
    this.#random = random ?? Math.random;
  }

  /** Sends a call, or a sequence of calls that only makes sense as a whole, until the registry has an answer other than "later". */
  async ask(
    repository: string,
    call: Call,
    sequence: (send: (call: Call) => Promise<Answer>) => Promise<Answer> = (send) => send(call),
  ): Promise<Answer> {
    const address = registryAddress(repository);
    const realm = `${call.method === 'GET' || call.method === 'HEAD' ? 'pull' : 'push'} ${repository}`;
    const send = (): Promise<Answer | RegistryError> =>
      sequence((each) => this.#authorization.send(each, address, realm)).catch((cause: unknown) => {
        if (isBroken(cause)) return unreachable(call, repository, cause);
        throw cause;
      });
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#patience.tried(send, ({ status }) => isTrouble(status));
      const asked = outcome instanceof RegistryError ? undefined : askedSeconds(outcome.header('retry-after'));
      const delay = retryDelay(outcome.status, asked, tries, this.#random());
      if (delay !== undefined && delay <= this.#patience.left()) await this.#wait(delay);
      else if (outcome instanceof RegistryError) throw outcome;
      else return outcome;
    }
  }
}

/** Errors of the connection carry a code, and the timeout of @actions/http-client its words; sentences of ours do neither. */
const isBroken = (cause: unknown): boolean =>
  typeof field(cause, 'code') === 'string' || String(field(cause, 'message')).startsWith('Request timeout');
