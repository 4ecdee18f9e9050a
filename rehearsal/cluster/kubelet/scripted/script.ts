/** How containers of one image behave. Times are milliseconds on the cluster's clock. */
export interface ContainerScript {
  /** One entry for each pull; the last one stays. Without any, a pull succeeds at once. */
  readonly pulls?: readonly PullScript[];
  /** One entry for each instance of a container, in every pod from the start; the last one stays. Without any it runs until it
   *  is told to end, and is ready at once. */
  readonly runs?: readonly RunScript[];
}

export interface PullScript {
  readonly after?: number;
  /** The runtime's error text; the pull succeeds without it. */
  readonly error?: string;
}

export interface RunScript {
  /** The container is not made, or its command is not found. */
  readonly startFailure?: { readonly reason: 'CreateContainerError' | 'StartError'; readonly message: string };
  /** How long it takes until the container runs. */
  readonly startAfter?: number;
  /** It ends by itself. */
  readonly exit?: { readonly code: number; readonly after: number; readonly oom?: boolean };
  /** Probes succeed from then on; `never` keeps failing. Default 0. */
  readonly readyAfter?: number | 'never';
  /** Probes fail again from then on. */
  readonly unreadyAfter?: number;
  /** What a failing HTTP probe answers; `refused` closes the port instead. Default 503. */
  readonly failingStatus?: number | 'refused' | 'timeout';
  /** Which HTTP paths fail when the container is not ready; all, unless given. */
  readonly failingPaths?: readonly string[];
  /** What SIGTERM does: ends with this code after this time, or nothing. Default: code 0 at once. */
  readonly onTerm?: { readonly code: number; readonly after: number } | 'ignored';
  /** Lines written at the start. */
  readonly logs?: readonly string[];
}

/** Finds the script of an image; `undefined` for one that nobody wrote a script for.
 *  @param reference as the pod names it, with the default tag. */
export type Scripts = (reference: string, container: string) => ContainerScript | undefined;
