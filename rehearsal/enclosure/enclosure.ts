import type { Readable } from 'node:stream';

/** A process to be started. */
export interface LaunchRequest {
  /** A path, or a name that is looked for on the PATH of `env`. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
}

/** A process that was started. It has no standard input. */
export interface Launched {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the process runs; rejects when it cannot be started. */
  readonly started: Promise<void>;
  /** Its own exit code; 128 + n after signal n, as a shell tells it. Rejects when it cannot be started. */
  readonly exited: Promise<number>;
  /** To this process alone. */
  signal(signal: 'SIGINT' | 'SIGTERM'): void;
  /** Ends it at once, with all of its process group. */
  kill(): void;
}

/** A program of the rehearsal's own that works among the processes of an enclosure, while this process waits for it. */
export interface Question extends LaunchRequest {
  /** Its standard input. */
  readonly input: string;
  /** Files and folders that it needs besides those of its enclosure. */
  readonly readable: readonly string[];
  /** After so long it is killed. */
  readonly milliseconds: number;
}

export interface Answer {
  /** What it has written to its descriptor 3. */
  readonly text: string;
  /** Its own; `undefined` when it was killed since it took too long. */
  readonly code: number | undefined;
}

/** Where the processes of one job or one container run. What one of them leaves running is there for the next, until all end
 *  together; and all of them end when this process does, however it does. */
export interface Enclosure {
  launch(request: LaunchRequest): Launched;
  /** Runs a program and waits for its end; nothing else happens meanwhile. @throws when it cannot be started */
  ask(question: Question): Answer;
  /** Ends all that is left, however it got away from its parent, and resolves when it is gone. Closing twice is harmless; nothing is
   *  launched afterwards. */
  close(): Promise<void>;
}

export interface EnclosureRequest {
  /** In which its processes may write; no other enclosure works in it. */
  readonly folder: string;
  /** Holds their temporary files, below the folder. */
  readonly temporary: string;
  /** Files and folders that they need besides those of the system and of programs on PATH; not all of them need to be there. */
  readonly readable: readonly string[];
  /** Folders outside that its processes share with others, each at a place below the folder at which nothing is yet; they may write
   *  there, too. */
  readonly shared?: readonly { readonly path: string; readonly from: string }[];
}

/** One way of enclosing processes. */
export interface Enclosures {
  readonly kind: 'plain' | 'sandboxed';
  open(request: EnclosureRequest): Promise<Enclosure>;
}
