/** A path below others, written in one way: `shop` and `.` are `shop`. */
export const innerPath = (...parts: readonly string[]): string =>
  parts
    .flatMap((part) => part.split('/'))
    .filter((name) => name !== '' && name !== '.')
    .join('/') || '.';
