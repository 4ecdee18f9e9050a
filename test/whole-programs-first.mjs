import Sequencer from '@jest/test-sequencer';

/** Suites that start whole programs, the longest of all: what is small in lines is last otherwise, and a processor idle beside it. */
const WHOLE_PROGRAMS = /\/test\/package\/|\/observability\/alerts\./;

export default class WholeProgramsFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (WHOLE_PROGRAMS.test(path) ? 0 : 1);
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
}
