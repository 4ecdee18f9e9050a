/** What is wrong with a process that did not start or ended at once, told from the words of the runtime, the kernel or the process. */
export interface StartTrouble {
  readonly code:
    | 'other-platform'
    | 'no-interpreter'
    | 'no-library'
    | 'no-program'
    | 'not-executable'
    | 'low-port'
    | 'port-in-use'
    | 'read-only'
    | 'runs-as-root'
    | 'no-access';
  readonly remedy: string;
}

/** The first that fits. Words of runc and of the kernel, which are the same in every language's messages.
 *  @see https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/standard_init_linux.go
 *  @see https://man7.org/linux/man-pages/man2/execve.2.html#ERRORS */
const TROUBLES: readonly (StartTrouble & { readonly words: RegExp })[] = [
  {
    code: 'other-platform',
    words: /exec format error|cannot execute binary file/i,
    remedy:
      'Build the image for the platform of its node (docker buildx build --platform), or lead the pod to nodes of its own (kubernetes.io/arch); a script needs "#!" in its first line.',
  },
  {
    code: 'no-interpreter',
    words: /^exec \S+: no such file or directory|bad interpreter/im,
    remedy:
      'The program is there, what it needs to run is not: another C library (glibc or musl), or the interpreter in its first line, which line ends of Windows spoil, too. Build it on the base image that it runs on.',
  },
  {
    code: 'no-library',
    words: /error (while )?loading shared librar|version `GLIBC\S*' not found|symbol not found/i,
    remedy: 'Install that library in the image, or build the program on the base image that it runs on.',
  },
  {
    code: 'not-executable',
    words: /exec:? \S+: permission denied|fork\/exec \S+: permission denied/i,
    remedy: 'Make that file executable in the image (chmod +x), for the user that the container runs as.',
  },
  {
    code: 'no-program',
    words: /executable file not found|exec: .*no such file or directory/i,
    remedy: 'Correct command and arguments: that program is not in the image, or a volume is mounted over it.',
  },
  {
    code: 'runs-as-root',
    words: /runAsNonRoot|non-numeric user/i,
    remedy: 'Give the image a numeric USER other than 0, or set securityContext.runAsUser.',
  },
  {
    code: 'low-port',
    words: /(bind|listen)\S*:? .*(permission denied|EACCES)|EACCES.*:\d{1,4}\b/i,
    remedy: 'Listen on a port above 1023, or give the container the capability NET_BIND_SERVICE.',
  },
  {
    code: 'port-in-use',
    words: /address (is )?already in use|EADDRINUSE/i,
    remedy:
      'Another process of the pod, or with hostNetwork of the node, listens on that port already: give each container a port of its own.',
  },
  {
    code: 'read-only',
    words: /read-only file ?system|EROFS/i,
    remedy: 'Mount an emptyDir where the process writes, or switch off readOnlyRootFilesystem.',
  },
  {
    code: 'no-access',
    words: /permission denied|EACCES/i,
    remedy:
      'The user that the container runs as may not do that: correct the rights in the image, or runAsUser and fsGroup.',
  },
];

/** @returns `undefined` where the words tell nothing of that kind. */
export const startTrouble = (text: string): StartTrouble | undefined => TROUBLES.find(({ words }) => words.test(text));
