/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** A Service's name also begins with a letter.
 *  @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
const SERVICE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const HOST = /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)*[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const isDnsLabel = (text: string): boolean => DNS_LABEL.test(text);
export const isServiceName = (text: string): boolean => SERVICE_NAME.test(text);
export const isSubdomain = (text: string): boolean => text.length <= 253 && SUBDOMAIN.test(text);
export const isHost = (text: string): boolean => text.length <= 253 && HOST.test(text);
export const isEnvironmentName = (text: string): boolean => VARIABLE.test(text);

export const DNS_LABEL_WANTED =
  'Kubernetes wants lower-case letters, digits and "-", at most 63, starting and ending with a letter or digit.';
export const SERVICE_NAME_WANTED =
  'Kubernetes wants lower-case letters, digits and "-", at most 63, starting with a letter and ending with a letter or digit.';

/** Parts of a path that every system keeps as they are, and that no command takes for an option. */
const SEGMENT = /^[\p{L}\p{N}._@+][\p{L}\p{N}._@+-]*$/u;

/** Whether a path is below the folder that it is meant from, and written in one way only. */
export const isInnerPath = (path: string): boolean =>
  path.length <= 200 && path.split('/').every((part) => SEGMENT.test(part) && !/^\.\.?$/.test(part));

export const PATH_WANTED =
  'A path is relative and stays inside: names of letters, digits, ".", "_", "@", "+" and "-" with "/" between them, no "." or "..", at most 200 characters.';

/** Controls, ends of lines that only some readers know, and marks of byte order. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

/** Whether half of a character stands alone: no file can hold it. */
export const hasHalfCharacter = (text: string): boolean => /\p{Surrogate}/u.test(text);

/** A command that can stand in a workflow.
 *  @returns what is wrong with it */
export function commandProblem(command: string): string | undefined {
  if (command.trim() === '') return 'Wanted a command; this one is empty.';
  if (command.trim().split('\n').length > 3)
    return 'A command has three lines at most: put more into a script of the repository.';
  if (UNSEEN.test(command) || hasHalfCharacter(command)) return 'It holds a character that nobody sees: type it anew.';
  return command.includes('${{')
    ? 'GitHub would put something in place of "${{" before the shell reads it: use a variable of the environment.'
    : undefined;
}
