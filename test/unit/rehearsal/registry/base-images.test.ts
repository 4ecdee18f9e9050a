import { describe, expect, it } from '@jest/globals';
import { baseImage, baseImageStorage, pythonVersion } from '../../../../rehearsal/registry/base-images.ts';

describe('a base image that this machine can stand in for', () => {
  it.each([
    ['python:3.12-slim', 'python', '3.12'],
    ['docker.io/library/python:3.12-slim', 'python', '3.12'],
    ['docker.io/python:3.9.1-bookworm', 'python', '3.9.1'],
    ['python', 'python', ''],
    ['node:22-alpine', 'node', '22'],
    ['node:24.1.0-bookworm-slim', 'node', '24.1.0'],
    ['node:lts-alpine', 'node', ''],
  ])('%s is %s %j', (reference, runtime, version) => {
    expect(baseImage(reference)).toEqual({ runtime, version });
  });

  it.each([
    'python:2.7',
    'python:3.12-windowsservercore',
    'golang:1.25',
    'someone/python:3.12',
    'ghcr.io/library/python:3.12',
    `node:22@sha256:${'0'.repeat(64)}`,
  ])('%s is none', (reference) => {
    expect(baseImage(reference)).toBeUndefined();
  });

  it('is made when it is asked for, and the same each time', () => {
    const storage = baseImageStorage();
    expect(storage.tags('library/node')).toBeUndefined();
    const first = storage.manifest('library/node', '22-alpine');
    expect(first?.digest).toMatch(/^sha256:/);
    expect(storage.manifest('library/node', '22-alpine')).toEqual(first);
    expect(storage.manifest('library/node', first?.digest ?? '')).toEqual(first);
    expect(baseImageStorage().manifest('library/node', '22-alpine')).toEqual(first);
    expect(storage.manifest('library/node', '24-alpine')?.digest).not.toBe(first?.digest);
    expect(storage.manifest('library/golang', '1.25')).toBeUndefined();
  });

  it('says which Python it has, and what is built on it, too', () => {
    expect(pythonVersion({ Env: ['A=1', 'PYTHON_VERSION=3.12'] })).toBe('3.12');
    expect(pythonVersion({ Env: ['PYTHON_VERSION='] })).toBe('3');
    expect(pythonVersion({ Env: ['MY_PYTHON_VERSION=3.12'] })).toBeUndefined();
    expect(pythonVersion({})).toBeUndefined();
  });
});
