/** The type of one field, as far as merging needs it: what is one value, what is merged entry by entry, and by which key.
 *  https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy */
export type TypeExpression =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'int-or-string'
  | 'any'
  | { readonly ref: string; readonly atomic?: true }
  | { readonly map: TypeExpression; readonly atomic?: true }
  | {
      readonly list: TypeExpression;
      readonly kind: 'atomic' | 'set' | 'map';
      readonly keys?: readonly string[];
      /** Strategic merge: the merge key, or '' for lists of plain values that are merged. */
      readonly patch?: string;
    };

export interface StructType {
  readonly atomic?: true;
  readonly fields: Readonly<Record<string, TypeExpression>>;
}

/** What kubernetes-types.json holds. */
export interface SchemaDocument {
  readonly source: string;
  /** `apps/v1/Deployment` → name of its type. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, StructType>>;
}
