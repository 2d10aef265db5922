/** Another Caf, to which mail that is hers is forwarded (CRPA L114-2). */
export interface OtherOffice {
  /** Three digits, as in the files of the directory. */
  readonly code: string;
  readonly name: string;
  /** The seven lines of NF Z10-011 in order, empty where unused: what the author is told. */
  readonly address: readonly string[];
  /** Where mail is forwarded by e-mail, sealed for that certificate; null: on paper only. */
  readonly email: { readonly address: string; readonly certificate: string } | null;
}
