/** Variables that Sluice sets, each with what decides its value. An author who sets one, too, would have it twice or not at all. */
const OWN: Readonly<Record<string, string>> = {
  PORT: '`port` sets it',
  METRICS_PORT: '`metrics.port` sets it',
  DRAIN_SECONDS: '`drain` sets it',
  TIER: 'the name of the tier sets it',
  ENVIRONMENT: 'the name of the tier sets it',
  FORWARDED_HOPS: '`edge` sets it',
  FORWARDED_FROM: '`edge` sets it',
  IMAGE_DIGEST: 'the release sets it',
  STORE: '`store` sets it',
  FIRESTORE_DATABASE: '`store` sets it',
  GOOGLE_CLOUD_PROJECT: '`store` sets it',
  FIRESTORE_EMULATOR_HOST: 'a rehearsal alone sets it',
};

/** What sets a variable, where Sluice does. */
export const ownVariable = (name: string): string | undefined => (Object.hasOwn(OWN, name) ? OWN[name] : undefined);
