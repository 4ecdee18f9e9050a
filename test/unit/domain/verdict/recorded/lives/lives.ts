import type { FailureCode } from '../../../../../../domain/verdict/table.ts';
import { CONTAINER_LIVES } from './container-lives.ts';
import { IMAGE_LIVES } from './image-lives.ts';
import type { Life } from './life.ts';
import { WAITING_LIVES } from './waiting-lives.ts';
import { WORKLOAD_LIVES } from './workload-lives.ts';

/** A life of every class, from the pod's first day to the sign that decides. */
export const LIVES: Readonly<Record<FailureCode, Life>> = {
  ...IMAGE_LIVES,
  ...CONTAINER_LIVES,
  ...WAITING_LIVES,
  ...WORKLOAD_LIVES,
};
