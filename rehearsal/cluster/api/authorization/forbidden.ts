import { StatusError } from '../../object-store.ts';
import type { User } from '../user.ts';
import type { Attributes } from './attributes.ts';

/** 403 in the words of a real server.
 *  @see kubernetes/apiserver pkg/endpoints/handlers/responsewriters/errors.go, and NewForbidden of apimachinery */
export function forbiddenRequest(user: User, asked: Attributes, reason: string): StatusError {
  const why = [sanitized(wish(user, asked)), ...(reason === '' ? [] : [reason])].join(': ');
  if (asked.kind === 'path') return new StatusError(403, 'Forbidden', `forbidden: ${why}`, {});
  const { group, resource, name } = asked;
  const collection = group === '' ? resource : `${resource}.${group}`;
  const what = name === '' ? collection : `${collection} ${JSON.stringify(name)}`;
  return new StatusError(403, 'Forbidden', `${what} is forbidden: ${why}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: resource,
  });
}

function wish({ username }: User, asked: Attributes): string {
  const who = `User ${JSON.stringify(username)} cannot ${asked.verb}`;
  if (asked.kind === 'path') return `${who} path ${JSON.stringify(asked.path)}`;
  const resource = asked.subresource === '' ? asked.resource : `${asked.resource}/${asked.subresource}`;
  const where = asked.namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(asked.namespace)}`;
  return `${who} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(asked.group)} ${where}`;
}

/** Nothing of it may act where it is shown. */
const sanitized = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
