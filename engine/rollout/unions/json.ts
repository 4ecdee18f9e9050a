import { isRecord } from '../../../domain/shape/shape.ts';

/** A part of an object, as JSON. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json => isRecord(value);

/** The item of a list that has this name. */
export const itemNamed = (list: unknown, name: unknown): Json | undefined =>
  Array.isArray(list) ? list.filter(isJson).find((item) => item['name'] === name) : undefined;
