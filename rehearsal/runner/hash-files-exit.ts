/** Exit code of the process that hashes files, when it met one that has no end. */
export const ENDLESS = 124;
