import { ok, type Route } from '../call.ts';
import { repositoryShape } from '../shapes.ts';

/** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const REPOSITORY: readonly Route[] = [
  { method: 'GET', path: '', needs: 'metadata', handle: (call) => ok(repositoryShape(call)) },
];
