import { referenceOf } from '../cluster.ts';
import type { Exposed } from '../exposed-workload.ts';
import { overMoves } from '../over-moves.ts';
import { operationOf, type Phase } from '../state/operation.ts';
import { begunOperation, patchService } from '../traffic/traffic.ts';
import type { Undertaking } from '../undertaking.ts';
import { canaryName } from './canary-deployment.ts';

/** Notes phases of a canary on its Service. Where there is no Service yet, there is nothing to note. */
export function notes(exposed: Exposed, undertaking: Undertaking): (phase: Phase) => Promise<void> {
  const { request, ports, key } = undertaking;
  const { cluster } = ports;
  const { namespace, run } = request;
  const to = { workload: canaryName(exposed), colour: undefined, selector: exposed.selector };
  const from = { ...to, workload: exposed.deployment.metadata.name };
  return (phase) =>
    overMoves(async () => {
      const service = await cluster.get(referenceOf(exposed.service, namespace));
      if (service === undefined) return;
      const known = operationOf(service);
      const ours = known?.to.state === key && known.run.id === run.id && known.run.attempt === run.attempt;
      if (ours && known.phase === phase) return;
      const operation = ours ? known : begunOperation(undertaking, from, to);
      await patchService(cluster, service, { ...operation, phase });
    });
}
