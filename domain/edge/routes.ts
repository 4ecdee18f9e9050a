import type { Tier } from '../tier.ts';

/** Where users reach a service. */
export interface Routes {
  /** A name before the host of the tier, as `api` in api.app.example.com; the host itself where it is left out. */
  readonly subdomain?: string;
  /** What the paths begin with that lead to it, part by part: `/api` means `/api` and `/api/v1`, and not `/apis`. */
  readonly paths: readonly string[];
}

/** The host that routes mean in a tier. */
export const hostOf = ({ subdomain }: Pick<Routes, 'subdomain'>, { host }: Pick<Tier, 'host'>): string =>
  subdomain === undefined ? host : `${subdomain}.${host}`;
