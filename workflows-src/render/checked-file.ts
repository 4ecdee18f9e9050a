import { LOCK, type Lock } from '../../catalogue/lock.ts';
import type { GeneratedFile } from '../../domain/generated-file.ts';
import { forget } from '../language/remembered.ts';
import type { Workflow } from '../language/workflow.ts';
import { keepRules } from '../rules/rules.ts';
import { workflowFile } from './workflow-file.ts';

/** A workflow of one's own as the file that GitHub reads: every rule holds for it that needs no delivery.
 *  @throws {InvalidInput} with everything that breaks one */
export function checkedFile(workflow: Workflow, lock: Lock = LOCK): GeneratedFile {
  keepRules([workflow], { delivery: undefined, lock });
  const file = workflowFile(workflow);
  forget();
  return file;
}
