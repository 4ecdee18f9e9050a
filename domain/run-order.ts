/** Which run of a workflow something belongs to. `attempt` tells re-runs apart but never decides what is newer. */
export interface Run {
  readonly id: number;
  readonly attempt: number;
  /** ISO 8601, as GitHub created the run. */
  readonly createdAt: string;
}

/** Newer is ordered by (created_at, id), never by git ancestry: feature branches diverge. */
export function isNewer(a: Run, b: Run): boolean {
  const byTime = Date.parse(a.createdAt) - Date.parse(b.createdAt);
  return byTime !== 0 ? byTime > 0 : a.id > b.id;
}
