// By its file: `fast-check` is this module for every test, so that none plays cases of another seed.
import fc from '../node_modules/fast-check/lib/fast-check.js';

/** The seed of every property in `npm test`: the same cases for everybody, every time. */
const COMMITTED = 20_261_129;

/** What `npm run fuzz` and `npm run test:slow` set instead; a failure prints it, and the same number plays the same cases again. */
export const SEED_VARIABLE = 'SLUICE_PROPERTY_SEED';

const given = process.env[SEED_VARIABLE];
const seed = given === undefined ? COMMITTED : Number(given);
if (!Number.isSafeInteger(seed)) throw new Error(`${SEED_VARIABLE} is "${given}"; wanted a whole number.`);

fc.configureGlobal({
  seed,
  reporter(details) {
    if (!details.failed) return;
    throw new Error(
      `${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}\nTo replay: ${SEED_VARIABLE}=${seed} npm test -- <this file>\n`,
    );
  },
});

export default fc;
