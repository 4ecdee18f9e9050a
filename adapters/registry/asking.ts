import type { Answer, Call } from '../http/http.ts';
import { type Pace, Persistent } from '../http/persistent.ts';
import type { Deadlines } from '../patience.ts';
import { registryAddress } from './address.ts';
import { Authorization } from './authorization.ts';
import { dockerCredentials, type FindCredentials } from './credentials.ts';
import { field } from './docker-config.ts';
import { type RegistryError, unreachable } from './registry-error.ts';

export interface RegistryOptions extends Pace {
  /** Default: what docker would use in this process. */
  readonly credentials?: FindCredentials;
}

/** What is read and written here is small: manifests, and releases of some kilobytes. */
const DEADLINES: Deadlines = { call: 30_000, total: 120_000 };

/** Asks registries with the rights of whoever is logged in. */
export class Asking {
  readonly #authorization: Authorization;
  readonly #persistent: Persistent;

  constructor({ credentials, ...pace }: RegistryOptions = {}) {
    const persistent = new Persistent(pace, DEADLINES);
    this.#persistent = persistent;
    this.#authorization = new Authorization(credentials ?? dockerCredentials(process.env), (call) =>
      persistent.http.send(call),
    );
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
    return await this.#persistent.ask(send, 'on-trouble');
  }
}

/** Errors of the connection carry a code, and the timeout of @actions/http-client its words; sentences of ours do neither. */
const isBroken = (cause: unknown): boolean =>
  typeof field(cause, 'code') === 'string' || String(field(cause, 'message')).startsWith('Request timeout');
