import { describe, expect, it } from '@jest/globals';
import { parseBaseReference } from '../../../../domain/base-reference.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { formatBuildArguments, parseBuildArguments } from '../../../../engine/image-tag/build-arguments.ts';

describe('a base image', () => {
  it('is read as docker reads it', () => {
    for (const [text, repository] of [
      ['python:3', 'docker.io/library/python'],
      ['docker.io/python:3', 'docker.io/library/python'],
      ['index.docker.io/acme/app:3', 'docker.io/acme/app'],
      ['acme/app:3', 'docker.io/acme/app'],
      ['docker.io/library/python:3', 'docker.io/library/python'],
      ['gcr.io/distroless/python:3', 'gcr.io/distroless/python'],
      ['localhost:5000/python:3', 'localhost:5000/python'],
      ['localhost/python:3', 'localhost/python'],
    ]) {
      expect(parseBaseReference(text ?? '')).toEqual({ repository, reference: '3' });
    }
  });

  it('by digest needs no tag, and a tag beside it says nothing', () => {
    const digest = digestOf('x');
    for (const text of [`python@${digest}`, `python:3@${digest}`]) {
      expect(parseBaseReference(text)).toEqual({ repository: 'docker.io/library/python', reference: digest });
    }
  });

  it('without a tag is not taken for the latest', () => {
    for (const text of ['python', 'localhost:5000/python', 'python@sha256:12', 'Python:3', 'python:', 'a b:3', '']) {
      expect(() => parseBaseReference(text)).toThrow(/is no base image|not a tag/);
    }
  });
});

describe('build arguments', () => {
  it('are lines of names and values, which may hold anything', () => {
    const values = { A: '1', B_2: 'x=y z', C: '' };
    expect(parseBuildArguments(`A=1\n\nB_2=x=y z\r\nC=`)).toEqual(values);
    expect(parseBuildArguments(formatBuildArguments(values))).toEqual(values);
  });

  it('are refused without a name, twice, and for the base', () => {
    for (const text of ['novalue', '=x', '1A=x', 'A=1\nA=2', 'BASE_IMAGE=python']) {
      expect(() => parseBuildArguments(text)).toThrow();
    }
  });
});
