import type { Json } from './json.ts';
import type { Workspace } from './workspace.ts';

/** One scenario that two clusters must answer alike. */
export interface TraceCase {
  /** Kebab-case; also the name of its expected trace. */
  readonly name: string;
  /** Plays it, and tells what was seen: answers, fields that the case is about, sequences of events. Nothing that depends on
   *  how fast a cluster is. */
  readonly run: (workspace: Workspace) => Promise<Json>;
}
