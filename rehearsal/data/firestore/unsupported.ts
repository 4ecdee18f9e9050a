/** What a client asks for is more than a rehearsal's own store can. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';

  constructor(what: string) {
    super(
      `The rehearsal's own store has no ${what}. It can set, merge, get and delete documents, list and count those of a collection by filters that all hold; for everything else install the Firestore emulator (gcloud components install cloud-firestore-emulator, and Java).`,
    );
  }
}
