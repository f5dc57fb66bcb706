/** The id of an entry. */
export function entryId(writer: string, seq: number): string {
  return `${writer}.${seq}`;
}
