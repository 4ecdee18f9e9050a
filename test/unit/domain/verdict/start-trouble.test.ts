import { describe, expect, it } from '@jest/globals';
import { startTrouble } from '../../../../domain/verdict/start-trouble.ts';

const RUNC =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';

/** Texts of containerd 1.6 and 2, of runc, of shells and of runtimes of languages. */
describe('words that tell what is wrong with a start', () => {
  it.each([
    ['exec /app/server: exec format error', 'other-platform'],
    [`${RUNC}exec: "/app/server": exec format error: unknown`, 'other-platform'],
    ['sh: /app/server: cannot execute binary file: Exec format error', 'other-platform'],
    ['exec /app/server: no such file or directory', 'no-interpreter'],
    ['/entrypoint.sh: /bin/bash^M: bad interpreter: No such file or directory', 'no-interpreter'],
    [
      'server: error while loading shared libraries: libssl.so.1.1: cannot open shared object file: No such file or directory',
      'no-library',
    ],
    ['Error loading shared library libstdc++.so.6: No such file or directory (needed by node)', 'no-library'],
    ["/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by server)", 'no-library'],
    [`${RUNC}exec: "/s/x": permission denied: unknown`, 'not-executable'],
    [`${RUNC}exec: "/s/absent": stat /s/absent: no such file or directory: unknown`, 'no-program'],
    [`${RUNC}exec: "gunicorn": executable file not found in $PATH: unknown`, 'no-program'],
    ['container has runAsNonRoot and image will run as root (pod: "a_b(c)", container: c)', 'runs-as-root'],
    [
      'container has runAsNonRoot and image has non-numeric user (node), cannot verify user is non-root',
      'runs-as-root',
    ],
    ['nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)', 'low-port'],
    ['listen tcp :80: bind: permission denied', 'low-port'],
    ['Error: listen EACCES: permission denied 0.0.0.0:80', 'low-port'],
    ['listen tcp :8080: bind: address already in use', 'port-in-use'],
    ['Error: listen EADDRINUSE: address already in use :::3000', 'port-in-use'],
    ['OSError: [Errno 98] Address already in use', 'port-in-use'],
    ['touch: /x: Read-only file system', 'read-only'],
    ["OSError: [Errno 30] Read-only file system: '/app/cache'", 'read-only'],
    ["PermissionError: [Errno 13] Permission denied: '/data/db'", 'no-access'],
  ])('%s', (text, code) => {
    expect(startTrouble(text)?.code).toBe(code);
  });

  it.each([
    'DATABASE_URL is not set',
    'Error: connect ECONNREFUSED 10.0.0.1:5432',
    'open config.yaml: no such file or directory',
    '',
  ])('are not these: %s', (text) => {
    expect(startTrouble(text)).toBeUndefined();
  });
});
