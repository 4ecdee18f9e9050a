import type { Delivery } from '../delivery.ts';

/** What is said of an edge that is taken all the same. */
export const edgeWarnings = ({ edge }: Pick<Delivery, 'edge'>): readonly string[] =>
  edge?.kind === 'nginx'
    ? [
        'The edge of this delivery is ingress-nginx, which was retired: since March 2026 it gets no fixes, those for its security among them. Say edge: gateway() instead.',
        'Its list of addresses holds only where the Service of its controller has externalTrafficPolicy: Local: else nginx sees the addresses of nodes.',
      ]
    : [];
