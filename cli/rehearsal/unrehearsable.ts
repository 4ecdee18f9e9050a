import type { Delivery } from '../../domain/delivery.ts';
import { evidenceHome } from '../../domain/evidence-home.ts';

/** Why a delivery cannot be rehearsed at all, said before anything is started; `undefined` where it can. */
export const unrehearsable = (delivery: Pick<Delivery, 'evidence'>): string | undefined =>
  evidenceHome(delivery) === 'signed'
    ? `This delivery cannot be rehearsed: evidence: 'signed' has GitHub sign what a tier proves, by actions/attest, and nobody else can sign in the name of a workflow. Rehearse it with evidence: 'registry', whose files differ in the signatures alone.`
    : undefined;
