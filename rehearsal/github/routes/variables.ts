import { type Answer, type Call, notFound, ok, type Route, refused } from '../call.ts';
import { counted, PAGING } from '../lists.ts';
import { findEnvironment } from './environments.ts';

const CREATED = '2026-01-01T00:00:00Z';
const NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;

/** Variables of the environment that the path names, else of the repository. */
const variablesOf = (call: Call): Map<string, string> | undefined =>
  call.params['environment_name'] === undefined ? call.repository.variables : findEnvironment(call)?.variables;

const shape = (name: string, value: string) => ({ name, value, created_at: CREATED, updated_at: CREATED });

function list(call: Call): Answer {
  const variables = variablesOf(call);
  if (variables === undefined) return notFound();
  return counted(call, 'variables', [...variables].sort(), ([name, value]) => shape(name, value));
}

function read(call: Call): Answer {
  const name = (call.params['name'] ?? '').toUpperCase();
  const value = variablesOf(call)?.get(name);
  return value === undefined ? notFound() : ok(shape(name, value));
}

function create(call: Call): Answer {
  const variables = variablesOf(call);
  if (variables === undefined) return notFound();
  const name = String(call.body['name'] ?? '').toUpperCase();
  if (!NAME.test(name)) return refused(422, `Variable name "${name}" is not allowed.`);
  if (variables.has(name)) return refused(409, 'Already exists - Variable already exists');
  variables.set(name, String(call.body['value'] ?? ''));
  return { status: 201, body: {} };
}

function update(call: Call): Answer {
  const name = (call.params['name'] ?? '').toUpperCase();
  const variables = variablesOf(call);
  if (variables?.has(name) !== true) return notFound();
  variables.set(name, String(call.body['value'] ?? variables.get(name) ?? ''));
  return { status: 204 };
}

/** A job's token cannot read or write variables through the API at all; they reach jobs as the `vars` context.
 *  @see https://docs.github.com/en/rest/actions/variables */
export const VARIABLES: readonly Route[] = ['/actions', '/environments/{environment_name}'].flatMap(
  (scope): readonly Route[] => [
    { method: 'GET', path: `${scope}/variables`, needs: 'person', query: PAGING, handle: list },
    { method: 'POST', path: `${scope}/variables`, needs: 'person', handle: create },
    { method: 'GET', path: `${scope}/variables/{name}`, needs: 'person', handle: read },
    { method: 'PATCH', path: `${scope}/variables/{name}`, needs: 'person', handle: update },
  ],
);
