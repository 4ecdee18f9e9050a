import type { Tier } from '../../domain/tier.ts';
import { aggregate, binary, type Expression, type Series } from './promql/expression.ts';
import { clusterSeries } from './promql/metrics.ts';

/** Bytes of the volumes of a tier. Nodes cannot be asked on Autopilot; volumes that pods claim can. */
export const volumes = (part: 'available' | 'capacity' | 'used', { namespace }: Pick<Tier, 'namespace'>): Series =>
  clusterSeries(`kubelet_volume_stats_${part}_bytes`, { namespace });

/** Which part of each volume is used. */
export const usedPart = (tier: Pick<Tier, 'namespace'>): Expression =>
  binary(byVolume(volumes('used', tier)), '/', byVolume(volumes('capacity', tier)));

export const byVolume = (of: Expression): Expression => aggregate('max', of, ['persistentvolumeclaim']);
