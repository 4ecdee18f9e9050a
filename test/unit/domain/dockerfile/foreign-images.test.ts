import { describe, expect, it } from '@jest/globals';
import { foreignImages } from '../../../../domain/dockerfile/foreign-images.ts';

const images = (source: string, args: Record<string, string> = {}, platforms = ['linux/amd64']) =>
  foreignImages(source, args, platforms);

describe('the images that a Dockerfile takes something from', () => {
  it('are those of all stages, of copies, mounts and the frontend, each once', () => {
    expect(
      images(`# syntax=docker/dockerfile:1.7
        FROM --platform=$BUILDPLATFORM golang:1.25 AS Build
        RUN --mount=type=cache,target=/x --mount=type=bind,from=tools:1,source=/t,target=/t make
        FROM alpine:3.20
        COPY --from=build /a /a
        COPY --chown=1 --from=0 /b /b
        COPY --link --from=ghcr.io/acme/certs:2 /c /c
        COPY --from=golang:1.25 /d /d
        RUN --mount=from=BUILD,target=/y true
        FROM build
        FROM scratch`),
    ).toEqual(['alpine:3.20', 'docker/dockerfile:1.7', 'ghcr.io/acme/certs:2', 'golang:1.25', 'tools:1']);
  });

  it('are named by arguments: given, else by default, of the platform, quoted, one in another', () => {
    const source = `ARG VERSION=3.12 KIND="slim"
      ARG TAG=\${VERSION}-\${KIND}
      FROM python:$TAG
      FROM \${TARGETARCH}/tool:\${UNSET:-1} AS t`;
    expect(images(source)).toEqual(['amd64/tool:1', 'python:3.12-slim']);
    expect(images(source, { VERSION: '3.13' }, ['linux/amd64', 'linux/arm64'])).toEqual([
      'amd64/tool:1',
      'arm64/tool:1',
      'python:3.13-slim',
    ]);
    expect(images('ARG BASE_IMAGE\nFROM $' + '{BASE_IMAGE}', { BASE_IMAGE: 'h/p@sha256:1' })).toEqual(['h/p@sha256:1']);
  });

  it('are not those that only look so', () => {
    const source = `FROM a:1 AS x
      # FROM b:1
      RUN <<EOF && cat <<-'END'
FROM c:1
EOF
FROM d:1
\tEND
      RUN echo "<<NO" 'x <<NO' && cat <<< NO \\
      # FROM e:1

        FROM f:1
      ONBUILD COPY --from=g:1 / /
      CMD ["--from=h:1"]
      RUN echo --from=i:1 --mount=from=j:1
      ADD --from=k:1 / /
      FROM l:1`;
    expect(images(source)).toEqual(['a:1', 'l:1']);
  });

  it('are read with the escape character that the Dockerfile chose', () => {
    expect(images('# escape=`\nFROM a:1\nRUN x `\n  FROM b:1\nRUN y \\\nFROM c:1')).toEqual(['a:1', 'c:1']);
    expect(images('FROM a:1\nRUN x `\nFROM b:1')).toEqual(['a:1', 'b:1']);
    expect(images('FROM a:1\nCOPY --from=b:1 / / \\')).toEqual(['a:1', 'b:1']);
  });

  it('must be known before the build', () => {
    expect(() => images('ARG X\nFROM a:$X')).toThrow('"FROM a:$X" needs the build argument X, which has no value');
    expect(() => images('FROM a AS x\nARG X=1\nFROM b:$X')).toThrow('needs the build argument X');
    expect(() => images('FROM $' + '{X:-}')).toThrow('names no image');
    expect(() => images('FROM $' + '{X##a}')).toThrow('not known');
    expect(() => images('FROM a\nRUN <<EOF\nx')).toThrow('The here-document "EOF" of the Dockerfile has no end');
  });
});
