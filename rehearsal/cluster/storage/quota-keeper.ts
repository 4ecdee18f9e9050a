import type { StoreEvent } from '../object-store.ts';
import type { Collections } from './collections.ts';
export const createQuotaKeeper =
  (_c: Collections) =>
  (_e: StoreEvent): void => {};
