import type { Delivery } from '../delivery.ts';
import type { Service, WebService } from '../service.ts';
import type { Tier } from '../tier.ts';
import type { Edge } from './edge.ts';
import { hostOf, type Routes } from './routes.ts';

/** A service that users reach. */
export type RoutedService = WebService & { readonly routes: Routes };

/** The edge of one tier, and what it leads to. */
export interface TierEdge {
  readonly tier: Tier;
  readonly edge: Edge;
  readonly services: readonly RoutedService[];
  /** Each once. */
  readonly hosts: readonly string[];
}

/** Whether users reach it through an edge. */
export const isRouted = (service: Service): service is RoutedService =>
  service.kind === 'web' && service.routes !== undefined;

/** `undefined` where nobody outside may reach the tier, or the delivery says nothing of edges. */
export function edgeOf(tier: Tier, { edge, services }: Pick<Delivery, 'edge' | 'services'>): TierEdge | undefined {
  if (edge === undefined || !isOpen(tier)) return undefined;
  const routed = services.filter(isRouted);
  return { tier, edge, services: routed, hosts: [...new Set(routed.map(({ routes }) => hostOf(routes, tier)))] };
}

/** Whether anybody outside may reach a tier. */
export const isOpen = ({ allow }: Pick<Tier, 'allow'>): boolean => allow === 'public' || allow.length > 0;

/** The edges of all tiers that have one. */
export const edgesOf = (delivery: Pick<Delivery, 'edge' | 'services' | 'tiers'>): readonly TierEdge[] =>
  delivery.tiers.flatMap((tier) => edgeOf(tier, delivery) ?? []);
