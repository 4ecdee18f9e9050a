import { untakeable } from './sentences.ts';

/** As long as the server lets a manager be called. @see https://kubernetes.io/docs/reference/kubernetes-api/common-parameters/common-parameters/#fieldManager */
const LONGEST = 128;

/** A manager to take over from, as `managedFields` spells it. @throws {Error} a sentence, for one that nobody takes over from. */
export function takeOverFrom(text: string): string {
  const manager = text.trim();
  if (manager === '' || Buffer.byteLength(manager) > LONGEST)
    throw new Error(`"${text}" is no field manager: wanted a name of 1 to ${LONGEST} bytes.`);
  const reason = untakeable(manager);
  if (reason !== undefined) throw new Error(`Nobody takes over from ${reason}`);
  return manager;
}
