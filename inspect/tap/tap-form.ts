/** How the records of a stage read: named fields, for filters and for people. */

/** A field's value; undefined where the record has no such field. */
export type TapValue = number | string | boolean | undefined;

/** Fields of a kind of record, in the order in which they are shown. */
export interface TapForm<S> {
  readonly fields: Readonly<Record<string, (source: S) => TapValue>>;
  /** Of the record's symbol; 0 = none. */
  readonly symbolIdOf: (source: S) => number;
}

/** The record as an object: fields that it has, in order. */
export function tappedObject<S>(form: TapForm<S>, source: S): Record<string, TapValue> {
  const object: Record<string, TapValue> = {};
  for (const [name, read] of Object.entries(form.fields)) {
    const value = read(source);
    if (value !== undefined) object[name] = value;
  }
  return object;
}
