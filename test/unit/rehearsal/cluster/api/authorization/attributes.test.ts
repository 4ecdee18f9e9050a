import { describe, expect, it } from '@jest/globals';
import { attributesOf } from '../../../../../../rehearsal/cluster/api/authorization/attributes.ts';

/** `verb group/resource/subresource namespace name`, or `verb path`. */
function told(method: string, path: string): string {
  const asked = attributesOf(method, new URL(path, 'https://cluster'));
  if (asked.kind === 'path') return `${asked.verb} ${asked.path}`;
  const { verb, group, resource, subresource, namespace, name } = asked;
  return [verb, `${group}/${resource}/${subresource}`, namespace || '-', name || '-'].join(' ');
}

describe('what a request wants', () => {
  it.each([
    ['GET', '/api/v1/namespaces/dev/pods', 'list /pods/ dev -'],
    ['GET', '/api/v1/pods', 'list /pods/ - -'],
    ['HEAD', '/api/v1/namespaces/dev/pods/a', 'get /pods/ dev a'],
    ['GET', '/api/v1/namespaces/dev/pods?watch=true', 'watch /pods/ dev -'],
    ['GET', '/api/v1/namespaces/dev/pods?watch=1', 'watch /pods/ dev -'],
    ['GET', '/api/v1/namespaces/dev/pods?watch=false', 'list /pods/ dev -'],
    ['GET', '/api/v1/namespaces/dev/pods?fieldSelector=metadata.name%3Da', 'list /pods/ dev a'],
    ['GET', '/api/v1/namespaces/dev/pods?watch=true&fieldSelector=x%3Dy,metadata.name%3D%3Da', 'watch /pods/ dev a'],
    ['GET', '/api/v1/namespaces/dev/pods?fieldSelector=metadata.name!%3Da', 'list /pods/ dev -'],
    ['GET', '/api/v1/namespaces/dev/pods/a/log', 'get /pods/log dev a'],
    ['POST', '/api/v1/namespaces/dev/pods/a/exec', 'create /pods/exec dev a'],
    ['POST', '/apis/apps/v1/namespaces/dev/deployments', 'create apps/deployments/ dev -'],
    ['PUT', '/apis/apps/v1/namespaces/dev/deployments/a', 'update apps/deployments/ dev a'],
    ['PATCH', '/apis/apps/v1/namespaces/dev/deployments/a/scale', 'patch apps/deployments/scale dev a'],
    ['DELETE', '/apis/apps/v1/namespaces/dev/deployments/a', 'delete apps/deployments/ dev a'],
    ['DELETE', '/apis/apps/v1/namespaces/dev/deployments', 'deletecollection apps/deployments/ dev -'],
    ['GET', '/api/v1/namespaces', 'list /namespaces/ - -'],
    ['GET', '/api/v1/namespaces/dev', 'get /namespaces/ dev dev'],
    ['PUT', '/api/v1/namespaces/dev/finalize', 'update /namespaces/finalize dev dev'],
    ['PATCH', '/api/v1/namespaces/dev/status', 'patch /namespaces/status dev dev'],
    ['GET', '/apis/no.such.group/v1/namespaces/dev/things', 'list no.such.group/things/ dev -'],
    ['GET', '/api/v1/watch/namespaces/dev/pods', 'watch /pods/ dev -'],
    ['GET', '/api/v1/watch/pods', 'watch /pods/ - -'],
    ['GET', '/version', 'get /version'],
    ['GET', '/api/v1', 'get /api/v1'],
    ['GET', '/apis/apps/v1', 'get /apis/apps/v1'],
    ['POST', '/anything/else/there/is', 'post /anything/else/there/is'],
  ])('%s %s: %s', (method, path, wanted) => {
    expect(told(method, path)).toBe(wanted);
  });
});
