import type { Tier } from '../tier.ts';
import type { Routes } from './routes.ts';

/** What the load balancer of a tier is called in Google Cloud: its address, certificates, list of addresses and floor of TLS. They are made
 *  by `sluice setup gcp`, and named by the manifests. */
export const edgeName = ({ name }: Pick<Tier, 'name'>): string => `edge-${name}`;

/** The certificate of one host, and the proof that it is ours. */
export const certificateName = (tier: Pick<Tier, 'name'>, { subdomain }: Pick<Routes, 'subdomain'>): string =>
  [edgeName(tier), subdomain].filter((part) => part !== undefined).join('-');

/** @see https://cloud.google.com/compute/docs/naming-resources */
export const LONGEST_CLOUD_NAME = 63;
