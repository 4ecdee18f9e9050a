import { approval } from './approval/contract.ts';
import { checks } from './checks/contract.ts';
import { consent } from './consent/contract.ts';
import { imageTag } from './image-tag/contract.ts';
import { promotion } from './promotion/contract.ts';
import { release } from './release/contract.ts';
import { restoreDrill } from './restore-drill/contract.ts';
import { rollback } from './rollback/contract.ts';
import { rollout } from './rollout/contract.ts';
import { signature } from './signature/contract.ts';
import { verification } from './verification/contract.ts';
import { wave } from './wave/contract.ts';
import { withdrawal } from './withdrawal/contract.ts';

/** Every action, sorted by name; a test compares this table with the folders. */
export const CONTRACTS = [
  approval,
  checks,
  consent,
  imageTag,
  promotion,
  release,
  restoreDrill,
  rollback,
  rollout,
  signature,
  verification,
  wave,
  withdrawal,
] as const;
