import type { Clock } from '../cluster/clock.ts';
import type { Enclosures } from '../enclosure/enclosure.ts';
import type { Repository, TokenIssuer, TokenPermissions } from '../github/model.ts';
import type { JobClaims } from '../github/oidc.ts';
import type { Runner } from '../runner/runner.ts';
import type { StandIn } from '../runner/stand-in.ts';
import type { RunEvent } from './run-event.ts';

/** What the engine needs of the world around it. */
export interface EngineOptions {
  readonly repository: Repository;
  readonly tokens: TokenIssuer;
  /** Gives a job with `id-token: write` the right to ask for identity tokens, and takes it back. */
  readonly identities: {
    allow(claims: JobClaims): { readonly url: string; readonly token: string };
    revoke(requestToken: string): void;
  };
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** By `owner/name`. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** How the processes of jobs are enclosed; by default they run as the user who rehearses. */
  readonly enclosures?: Enclosures;
  /** Files and folders of this machine that they need besides its system and programs on PATH. */
  readonly readable?: readonly string[];
  /** Where code that Node has compiled in one job is found by the next. */
  readonly compiled?: string;
  /** Takes what can be used again out of a job's folder before it is removed. */
  readonly reclaim?: (folder: string) => Promise<void>;
  /** Path of the Node that runs JavaScript actions. */
  readonly node: string;
  /** Variables that every process of a job gets, besides the PATH of this machine. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where logs and summaries are kept, a folder for each run. */
  readonly folder: string;
  /** Time of the run: dates, time limits, wait timers, grace of a cancelled process. */
  readonly clock: Clock;
  /** Runs jobs; default: each really, on this machine. */
  readonly runner?: Runner;
  readonly listener?: (event: RunEvent) => void;
  /** What a token may do where no file says; default: what a new repository on GitHub has. */
  readonly defaultPermissions?: TokenPermissions;
  /** Labels of the repository's own runners, in lower case; jobs that ask for one run here. Default: none. */
  readonly ownRunners?: ReadonlySet<string>;
  /** Shows `::debug::` lines. */
  readonly debug?: boolean;
}
