import { describe, expect, it } from '@jest/globals';
import { type PullCause, pullCause } from '../../../../domain/verdict/pull-cause.ts';

const IMAGE = 'registry.example:5000/timeout/unauthorized-404:1.503';

describe('what a failed pull is about', () => {
  it.each<readonly [string, PullCause]>([
    [
      `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": ${IMAGE}: not found`,
      'not-found',
    ],
    [`rpc error: code = NotFound desc = failed to resolve reference "${IMAGE}": manifest unknown`, 'not-found'],
    [
      `failed to resolve reference "${IMAGE}": pulling from host registry.example:5000 failed with status code [manifests 1.503]: 403 Forbidden`,
      'denied',
    ],
    [
      `failed to resolve reference "${IMAGE}": unexpected status from HEAD request to https://registry.example:5000/v2/timeout/unauthorized-404/manifests/1.503: 500 Internal Server Error`,
      'transient',
    ],
    [
      `failed to do request: Head "https://registry.example:5000/v2/timeout/unauthorized-404/manifests/1.503": dial tcp: lookup registry.example: no such host`,
      'transient',
    ],
    ['toomanyrequests: You have reached your unauthenticated pull rate limit', 'transient'],
    [`failed to pull and unpack image "${IMAGE}": no match for platform in manifest: not found`, 'not-found'],
    ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'not-found'],
    ['choosing image instance: no image found in image index for architecture "arm64", OS "linux"', 'not-found'],
    [`failed to extract layer of "${IMAGE}": no space left on device`, 'unknown'],
  ])('%s', (text, cause) => {
    expect(pullCause(text, IMAGE)).toBe(cause);
  });
});
