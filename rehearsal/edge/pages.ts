import type { Delivery } from '../../domain/delivery.ts';
import { hostOf } from '../../domain/edge/routes.ts';
import { isRouted } from '../../domain/edge/tier-edge.ts';
import type { TierUrls } from '../administrator.ts';
import type { EdgeDoors } from './open-edges.ts';
import { type Answered, type Call, visit } from './visit.ts';
import { begins } from './way.ts';

/** Where people meet a delivery in a rehearsal. */
export interface Entrances {
  readonly delivery: Pick<Delivery, 'services' | 'tiers'>;
  readonly edges: EdgeDoors;
  /** The door of a Service, beside any edge. */
  url(tier: string, service: string): string;
}

/** A page of a service. */
export interface Page {
  readonly tier: string;
  readonly service: string;
  readonly path: string;
}

/** A page as users see it: through the edge of the tier where a route leads there, and at the door of the Service else.
 *  @throws where nobody answers */
export async function pageOf({ delivery, edges, url }: Entrances, { tier, service, path }: Page): Promise<string> {
  const routes = delivery.services.filter(isRouted).find(({ name }) => name === service)?.routes;
  const at = delivery.tiers.find(({ name }) => name === tier);
  const door = edges.get(tier);
  if (door === undefined || at === undefined || routes === undefined) return bodyAt(path, url(tier, service));
  if (!routes.paths.some((prefix) => begins(prefix, path))) return bodyAt(path, url(tier, service));
  return (await visit(door, { by: 'https', host: hostOf(routes, at), path, from: 'inside' })).body;
}

/** Addresses of Services that their checks have no other for: what has routes is reached by a host of the tier, unless the tier says otherwise. */
export const urlsBesideEdges = (
  urls: TierUrls,
  edges: EdgeDoors,
  { services, tiers }: Pick<Delivery, 'services' | 'tiers'>,
): TierUrls =>
  new Map(
    [...urls].map(([tier, ofTier]) => {
      const byHost = tiers.every(({ name, verify }) => name !== tier || verify?.reach !== 'variables');
      const routed = byHost && edges.has(tier) ? services.filter(isRouted).map(({ name }) => name) : [];
      return [tier, new Map([...ofTier].filter(([service]) => !routed.includes(service)))];
    }),
  );

/** What somebody is answered at the edge of a tier. @throws where the tier has none */
export async function knockAt({ edges }: Pick<Entrances, 'edges'>, tier: string, call: Call): Promise<Answered> {
  const door = edges.get(tier);
  if (door === undefined) throw new Error(`Tier "${tier}" has no edge here.`);
  return await visit(door, call);
}

/** @throws where nobody answers, and where nothing is served at all */
export async function bodyAt(path: string, of: string): Promise<string> {
  const response = await fetch(new URL(path, of), { headers: { connection: 'close' } }).catch((error: Error) => {
    // What `fetch` itself says is "fetch failed".
    throw error.cause instanceof Error ? error.cause : error;
  });
  return response.text();
}
