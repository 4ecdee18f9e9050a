/** What Sluice is called where packages are: deliveries import it by this name, and people run it by it. */
export const PACKAGE_NAME = '@sluice-delivery/sluice';

/** Of this Sluice; the same as in package.json. */
export const PACKAGE_VERSION = '0.1.0';
