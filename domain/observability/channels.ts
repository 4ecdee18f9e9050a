/** The number of a notification channel of Cloud Monitoring. */
export const isChannel = (text: string): boolean => /^[0-9]+$/.test(text);
export const CHANNEL_WANTED =
  'Wanted the number of a channel: "gcloud beta monitoring channels list" names them, after the last "/".';
export const CHANNELS_WANTED = 'Wanted the notification channels that are told, each once: without one nobody is.';

/** Whether an owner may be a label of a policy there. */
export const isLabel = (owner: string): boolean => !owner.includes('.');
export const LABEL_WANTED =
  'A label of Cloud Monitoring, which tells of it, has no dots: wanted small letters, digits, "-" and "_".';
