/** What Sluice is called where packages are: deliveries import it by this name, and people run it by it. */
export const PACKAGE_NAME = '@sluice-delivery/sluice';
